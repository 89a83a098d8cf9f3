"""The kit's own pages: every component in every state, and the desk with invented people."""

from django.urls import path

from frontoffice.foundation.ui import kit

app_name = "ui"
urlpatterns = [
    path("", kit.public, name="kit"),
    path("staff/", kit.staff, name="kit_staff"),
    path("desk/", kit.desk, name="kit_desk"),
    path("form/", kit.form, name="kit_form"),
    path("undo/", kit.undo, name="kit_undo"),
    path("error/<int:status>/", kit.error, name="kit_error"),
]

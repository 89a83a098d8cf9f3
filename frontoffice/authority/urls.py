"""The doors of the authority room: what waits for approval, and what could not be delivered."""

from django.urls import path

from frontoffice.authority.views import approvals, letters

app_name = "authority"
urlpatterns = [
    path("approvals/", approvals.inbox, name="approvals"),
    path("approvals/<str:reference>/", approvals.one, name="approval"),
    path("dead-letters/", letters.dead, name="dead_letters"),
]

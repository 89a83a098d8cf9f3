"""The doors of the contacts room: a contact that goes on, or went on, and what is done in it."""

from django.urls import path

from frontoffice.contacts.views import doing, showing

app_name = "contacts"
urlpatterns = [
    path("begin/", doing.begin, name="begin"),
    path("<str:reference>/", showing.contact, name="contact"),
    path("<str:reference>/verify/", doing.verify, name="verify"),
    path("<str:reference>/tell/", doing.tell, name="tell"),
    path("<str:reference>/end/", doing.end, name="end"),
]

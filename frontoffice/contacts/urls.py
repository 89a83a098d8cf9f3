"""The doors of the contacts room: the log, a contact that goes on or went on, call-backs, and what is done in them."""

from django.urls import path

from frontoffice.contacts.views import call_backs, doing, first_contact, log, passed_on, showing

app_name = "contacts"
urlpatterns = [
    path("", log.log, name="log"),
    path("begin/", doing.begin, name="begin"),
    path("first-contact/", first_contact.first_contact, name="first_contact"),
    path("call-backs/<str:reference>/", call_backs.call_back, name="call_back"),
    path("passed-on/<str:reference>/", passed_on.passed_on, name="passed_on"),
    path("passed-on/<str:reference>/take/", log.take, name="take_transfer"),
    path("<str:reference>/", showing.contact, name="contact"),
    path("<str:reference>/audit/", first_contact.audit, name="audit_claim"),
    path("<str:reference>/note/", doing.note, name="note"),
    path("<str:reference>/verify/", doing.verify, name="verify"),
    path("<str:reference>/tell/", doing.tell, name="tell"),
    path("<str:reference>/end/", doing.end, name="end"),
]

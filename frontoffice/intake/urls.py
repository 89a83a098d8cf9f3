"""The doors of the intake room: what came in, each mail, the mailboxes."""

from django.urls import path

from frontoffice.intake.views import incoming, mail, mailboxes

app_name = "intake"
urlpatterns = [
    path("", incoming.incoming, name="incoming"),
    path("mailboxes/", mailboxes.listed, name="mailboxes"),
    path("mailboxes/new/", mailboxes.new, name="new_mailbox"),
    path("mailboxes/<str:reference>/", mailboxes.change, name="mailbox"),
    path("mailboxes/<str:reference>/check/", mailboxes.check, name="check"),
    path("<str:reference>/", mail.mail, name="mail"),
    path("<str:reference>/original.eml", mail.original, name="original"),
    path("<str:reference>/files/<int:number>/", mail.part, name="part"),
    path("<str:reference>/route/", mail.route, name="route"),
    path("<str:reference>/join/", mail.join, name="join"),
    path("<str:reference>/aside/", mail.set_aside, name="set_aside"),
]

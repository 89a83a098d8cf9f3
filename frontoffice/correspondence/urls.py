"""The doors of the correspondence room: the outbox, each message, and the page that mail is kept on."""

from django.urls import path

from frontoffice.correspondence.views import deciding, kept, messages, outbox, writing

app_name = "correspondence"
urlpatterns = [
    path("", outbox.outbox, name="outbox"),
    path("sent/", kept.kept_mails, name="kept_mails"),
    path("sent/<str:reference>/", kept.kept_mail, name="kept_mail"),
    path("sent/<str:reference>/files/<int:number>/", kept.kept_file, name="kept_file"),
    path("<str:reference>/", messages.message, name="message"),
    path("<str:reference>/as-sent.eml", messages.as_sent, name="as_sent"),
    path("<str:reference>/files/<int:number>/", messages.enclosure, name="enclosure"),
    path("<str:reference>/change/", writing.change, name="change"),
    path("<str:reference>/send/", writing.send, name="send"),
    path("<str:reference>/settle/", deciding.settle, name="settle"),
    path("<str:reference>/again/", deciding.again, name="again"),
]

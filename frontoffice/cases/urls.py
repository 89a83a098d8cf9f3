"""The doors of the cases room: the desk."""

from django.urls import path

from frontoffice.cases import urls_matters
from frontoffice.cases.views import (
    desk,
    drafts,
    first_contacts,
    helping,
    linking,
    new_case,
    passages,
    setting_right,
    standing,
    working,
    writing,
)

app_name = "cases"
urlpatterns = [
    path("", desk.front, name="desk"),
    path("new/", new_case.new, name="new"),
    path("first-contacts/", first_contacts.first_contacts, name="first_contacts"),
    path("first-contacts/<str:reference>/end/", first_contacts.end, name="end_first_contact"),
    path("help/", helping.asked, name="help"),
    path("set-right/", setting_right.answers, name="set_right"),
    path("set-right/note/", setting_right.note, name="note_set_right"),
    path("set-right/<str:reference>/", setting_right.start, name="correct"),
    path("cases/<str:reference>/help/", helping.ask_for_help, name="ask_for_help"),
    path("cases/<str:reference>/help/close/", helping.close, name="close_help"),
    path("cases/<str:reference>/advise/", helping.advise, name="advise"),
    path("cases/<str:reference>/together/", helping.together, name="together"),
    path("cases/<str:reference>/", desk.case, name="case"),
    path("cases/<str:reference>/news/", desk.news, name="news"),
    path("cases/<str:reference>/draft/", drafts.keep, name="draft"),
    path("cases/<str:reference>/files/<str:file>/", desk.file, name="file"),
    path("cases/<str:reference>/take/", working.take, name="take"),
    path("cases/<str:reference>/assign/", working.assign, name="assign"),
    path("cases/<str:reference>/release/", working.release, name="release"),
    path("cases/<str:reference>/resolve/", working.resolve, name="resolve"),
    path("cases/<str:reference>/reopen/", working.reopen, name="reopen"),
    path("cases/<str:reference>/move/", standing.move, name="move"),
    path("cases/<str:reference>/priority/", standing.priority, name="priority"),
    path("cases/<str:reference>/complexity/", standing.complexity, name="complexity"),
    path("cases/<str:reference>/topic/", working.change_topic, name="topic"),
    path("cases/<str:reference>/settle/", working.settle, name="settle"),
    path("cases/<str:reference>/customer/", linking.link, name="link"),
    path("cases/<str:reference>/write/", writing.write, name="write"),
    path("cases/<str:reference>/add/", writing.add, name="add"),
    path("cases/<str:reference>/attach/", writing.attach, name="attach"),
    path("cases/<str:reference>/passages/", passages.search, name="passages"),
    path("cases/<str:reference>/chips/", passages.chips, name="chips"),
    *urls_matters.patterns,
]

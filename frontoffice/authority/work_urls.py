"""The doors to what must be done and what one is told."""

from django.urls import path

from frontoffice.authority.views import bell, my_work, notice_mail, palette, unit_work

app_name = "work"
urlpatterns = [
    path("", my_work.mine, name="mine"),
    path("unit/", unit_work.unit, name="unit"),
    path("unit/back/<str:reference>/", unit_work.take_back, name="take_back"),
    path("board/", unit_work.board, name="board"),
    path("board/part/", unit_work.board_part, name="board_part"),
    path("palette/", palette.found, name="palette"),
    path("notices/", bell.notices, name="notices"),
    path("notices/mail/", notice_mail.choose, name="notice_mail"),
    path("notices/bell/", bell.count, name="bell"),
    path("notices/read/", bell.read, name="read"),
    path("notices/unread/", bell.keep, name="unread"),
]

"""The doors to what must be done and what one is told."""

from django.urls import path

from frontoffice.authority.views import bell, my_work

app_name = "work"
urlpatterns = [
    path("", my_work.mine, name="mine"),
    path("notices/", bell.notices, name="notices"),
    path("notices/bell/", bell.count, name="bell"),
    path("notices/read/", bell.read, name="read"),
    path("notices/unread/", bell.keep, name="unread"),
]

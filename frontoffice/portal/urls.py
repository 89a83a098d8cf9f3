"""The doors of the portal room. All of them are public; tests/house keeps the list."""

from django.urls import path

from frontoffice.portal.views import (
    answers,
    asking,
    changes,
    following,
    help,
    home,
    leaving,
    my_case,
    pages,
    reaching,
)

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("answers/", answers.begin, name="answers"),
    path("answers/<str:reference>/", answers.conversation, name="conversation"),
    path("answers/<str:reference>/needed/", answers.needed, name="needed"),
    path("ask/", asking.ask, name="ask"),
    path("cases/", following.look_up, name="cases"),
    path("cases/<str:reference>/", my_case.case, name="case"),
    path("cases/<str:reference>/done/", my_case.done, name="case_done"),
    path("cases/<str:reference>/files/<str:file>/", my_case.enclosure, name="enclosure"),
    path("help/", help.topics, name="help"),
    path("help/<slug:slug>/", help.article, name="article"),
    path("help/<slug:slug>/print/", help.printed, name="print"),
    path("topics/<str:code>/", help.topic, name="topic"),
    path("changes/", changes.changes, name="changes"),
    path("changes/feed/", changes.feed, name="feed"),
    path("talk/", reaching.talk, name="talk"),
    path("complaints/", asking.complain, name="complain"),
    path("offices/", pages.offices, name="offices"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
    path("leave/", leaving.leave, name="leave"),
    path("robots.txt", pages.robots, name="robots"),
    path(".well-known/security.txt", pages.security, name="security"),
]

"""The doors of the knowledge room, all for staff; the public reads articles in the portal."""

from django.urls import path

from frontoffice.knowledge.views import article, articles, gaps, interpretations, writing

app_name = "knowledge"
urlpatterns = [
    path("", articles.articles, name="articles"),
    path("new/", writing.new, name="new"),
    path("gaps/", gaps.gaps, name="gaps"),
    path("gaps/<str:reference>/", gaps.gap, name="gap"),
    path("gaps/<str:reference>/take/", gaps.take, name="take_gaps"),
    path("gaps/<str:reference>/join/", gaps.join, name="join_gaps"),
    path("gaps/<str:reference>/part/", gaps.part, name="part_gap"),
    path("gaps/<str:reference>/write/", gaps.write, name="write_for_gaps"),
    path("interpretations/", interpretations.every, name="interpretations"),
    path("interpretations/new/", interpretations.new, name="interpret"),
    path("interpretations/<str:reference>/", interpretations.one, name="interpretation"),
    path("interpretations/<str:reference>/withdraw/", interpretations.withdraw, name="withdraw_reading"),
    path("interpretations/<str:reference>/article/", interpretations.make_article, name="make_article"),
    path("articles/<slug:slug>/", article.article, name="article"),
    path("articles/<slug:slug>/new/", writing.next_version, name="next_version"),
    path("articles/<slug:slug>/publish/", article.publish, name="publish"),
    path("articles/<slug:slug>/withdraw/", article.withdraw, name="withdraw"),
]

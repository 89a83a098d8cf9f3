"""The doors of the knowledge room, all for staff; the public reads articles in the portal."""

from django.urls import path

from frontoffice.knowledge.views import article, articles, gaps, writing

app_name = "knowledge"
urlpatterns = [
    path("", articles.articles, name="articles"),
    path("new/", writing.new, name="new"),
    path("gaps/", gaps.gaps, name="gaps"),
    path("gaps/<str:reference>/", gaps.gap, name="gap"),
    path("articles/<slug:slug>/", article.article, name="article"),
    path("articles/<slug:slug>/new/", writing.next_version, name="next_version"),
    path("articles/<slug:slug>/publish/", article.publish, name="publish"),
    path("articles/<slug:slug>/withdraw/", article.withdraw, name="withdraw"),
]

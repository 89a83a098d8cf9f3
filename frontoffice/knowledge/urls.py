"""The doors of the knowledge room, all for staff; the public reads articles in the portal."""

from django.urls import path

from frontoffice.knowledge.views import article, articles, gaps, imports, interpretations, writing

app_name = "knowledge"
urlpatterns = [
    path("", articles.articles, name="articles"),
    path("new/", writing.new, name="new"),
    path("imports/", imports.imports, name="imports"),
    path("imports/<str:reference>/", imports.one, name="import"),
    path("imports/<str:reference>/drop/", imports.drop, name="drop_import"),
    path("imports/<str:reference>/<str:text>/", imports.text, name="imported_text"),
    path("gaps/", gaps.gaps, name="gaps"),
    path("gaps/<str:reference>/", gaps.gap, name="gap"),
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

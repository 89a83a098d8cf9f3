"""The doors of the knowledge room, all for staff; the public reads articles in the portal."""

from django.urls import path

from frontoffice.knowledge.views import (
    article,
    articles,
    comparing,
    gaps,
    imports,
    interpretations,
    keeping,
    mine,
    reading,
    writing,
)

app_name = "knowledge"
urlpatterns = [
    path("", articles.articles, name="articles"),
    path("new/", writing.new, name="new"),
    path("imports/", imports.imports, name="imports"),
    path("imports/<str:reference>/", imports.one, name="import"),
    path("imports/<str:reference>/drop/", imports.drop, name="drop_import"),
    path("imports/<str:reference>/<str:text>/", imports.text, name="imported_text"),
    path("mine/", mine.mine, name="mine"),
    path("preview/", writing.preview, name="preview"),
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
    path("articles/<slug:slug>/edit/", writing.edit, name="edit"),
    path("articles/<slug:slug>/discard/", writing.discard, name="discard"),
    path("articles/<slug:slug>/compare/", comparing.comparison, name="compare"),
    path("articles/<slug:slug>/keep/", keeping.entrust, name="entrust"),
    path("articles/<slug:slug>/review/", keeping.review, name="review"),
    path("articles/<slug:slug>/readers/", reading.readers, name="readers"),
    path("articles/<slug:slug>/readers/circulate/", reading.circulate, name="circulate"),
    path("articles/<slug:slug>/readers/end/", reading.end, name="end_circulation"),
    path("articles/<slug:slug>/readers/remind/", reading.remind, name="remind"),
    path("articles/<slug:slug>/acknowledge/", reading.acknowledge, name="acknowledge"),
    path("articles/<slug:slug>/publish/", article.publish, name="publish"),
    path("articles/<slug:slug>/withdraw/", article.withdraw, name="withdraw"),
]

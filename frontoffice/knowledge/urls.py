"""The doors of the knowledge room, all for staff; the public reads articles in the portal."""

from django.urls import path

from frontoffice.knowledge.views import (
    article,
    articles,
    gaps,
    interpretations,
    policy_tests,
    synonyms,
    trust,
    writing,
)

app_name = "knowledge"
urlpatterns = [
    path("", articles.articles, name="articles"),
    path("new/", writing.new, name="new"),
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
    path("tests/", policy_tests.tests, name="tests"),
    path("tests/new/", policy_tests.new, name="new_test"),
    path("tests/run/", policy_tests.run, name="run_tests"),
    path("tests/<str:reference>/end/", policy_tests.end, name="end_test"),
    path("synonyms/", synonyms.synonyms, name="synonyms"),
    path("synonyms/add/", synonyms.add, name="add_synonym"),
    path("synonyms/<str:reference>/end/", synonyms.end, name="end_synonym"),
    path("trust/", trust.trust, name="trust"),
    path("trust/threshold/", trust.threshold, name="threshold"),
    path("trust/calibrate/", trust.fit, name="calibrate"),
    path("trust/<str:reference>/adopt/", trust.adopt, name="adopt"),
]

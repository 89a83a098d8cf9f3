"""The doors of the supervision room."""

from django.urls import path

from frontoffice.supervision.views import assigning, held, mine, people, person, reviews, rules

app_name = "supervision"
urlpatterns = [
    path("", held.queue, name="held"),
    path("held/<str:reference>/", held.one, name="message"),
    path("held/<str:reference>/release/", held.release, name="release"),
    path("held/<str:reference>/return/", held.give_back, name="return"),
    path("held/<str:reference>/edit/", held.edit, name="edit"),
    path("reviews/", reviews.listed, name="reviews"),
    path("reviews/<str:reference>/", reviews.one, name="review"),
    path("reviews/<str:reference>/decide/", reviews.decide, name="decide"),
    path("mine/", mine.listed, name="mine"),
    path("mine/<str:reference>/", mine.one, name="my_review"),
    path("mine/<str:reference>/seen/", mine.seen, name="seen"),
    path("people/", people.listed, name="people"),
    path("people/<str:reference>/", person.one, name="person"),
    path("people/<str:reference>/share/", person.share, name="share"),
    path("people/<str:reference>/skill/", person.skill, name="skill"),
    path("people/<str:reference>/skill/end/", person.end_skill, name="end_skill"),
    path("proposals/<str:reference>/", person.decide_proposal, name="proposal"),
    path("cases/<str:reference>/assign/", assigning.assign, name="assign"),
    path("rules/", rules.shown, name="rules"),
    path("rules/item/", rules.item, name="item"),
    path("rules/shares/", rules.rule, name="rule"),
    path("rules/risk/", rules.risk, name="risk"),
]

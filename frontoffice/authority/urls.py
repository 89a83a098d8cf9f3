"""The doors of the authority room: what waits for approval, and what could not be delivered."""

from django.urls import path

from frontoffice.authority.views import acting, approvals, letters

app_name = "authority"
urlpatterns = [
    path("approvals/", approvals.inbox, name="approvals"),
    path("approvals/<str:reference>/", approvals.one, name="approval"),
    path("acting/", acting.terms, name="acting"),
    path("acting/<str:reference>/", acting.term, name="acting_term"),
    path("acting/<str:reference>/answer/", acting.answer, name="acting_answer"),
    path("dead-letters/", letters.dead, name="dead_letters"),
]

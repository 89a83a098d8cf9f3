"""The doors of the authority room: what waits for approval, and what could not be delivered."""

from django.urls import path

from frontoffice.authority.views import (
    acting,
    approvals,
    audit,
    changing,
    colleagues,
    duties,
    knowing,
    letters,
    levels,
    series,
)

app_name = "authority"
urlpatterns = [
    path("approvals/", approvals.inbox, name="approvals"),
    path("approvals/<str:reference>/", approvals.one, name="approval"),
    path("acting/", acting.terms, name="acting"),
    path("acting/<str:reference>/", acting.term, name="acting_term"),
    path("acting/<str:reference>/answer/", acting.answer, name="acting_answer"),
    path("staff/", colleagues.every, name="colleagues"),
    path("staff/<str:reference>/", colleagues.one, name="colleague"),
    path("staff/<str:reference>/end/", changing.end, name="end_post"),
    path("staff/<str:reference>/move/", changing.move, name="move_post"),
    path("staff/<str:reference>/password/", changing.password, name="reset_password"),
    path("staff/<str:reference>/factors/", changing.second_factor, name="reset_factors"),
    path("staff/<str:reference>/tokens/", changing.tokens, name="revoke_tokens_of"),
    path("staff/<str:reference>/identity/", changing.identity, name="release_identity"),
    path("series/", series.every, name="all_series"),
    path("series/adopt/", series.adopt, name="adopt_series"),
    path("series/<slug:code>/", series.one, name="series"),
    path("levels/<str:code>/", levels.one, name="level"),
    path("levels/<str:code>/supervision/", levels.supervision, name="change_supervision"),
    path("levels/<str:code>/powers/<str:action>/", levels.power, name="change_default"),
    path("duties/", duties.every, name="duties"),
    path("dead-letters/", letters.dead, name="dead_letters"),
    path("audit/", audit.audit, name="audit"),
    path("audit/file/", audit.export, name="export_audit"),
    path("audit/looks/<str:kind>/<str:reference>/", audit.looks, name="looks"),
    path("why/", knowing.why, name="why"),
    path("findings/", knowing.findings, name="findings"),
    path("findings/<str:reference>/", knowing.finding, name="finding"),
]

"""The doors of the customers room."""

from django.urls import path

from frontoffice.customers.views import (
    accounts,
    backup,
    cautions,
    kinds,
    likenesses,
    listing,
    merging,
    one,
    parts,
    reaching,
)

app_name = "customers"
urlpatterns = [
    path("", listing.every, name="customers"),
    path("new/", one.new, name="new"),
    path("alike/", one.alike, name="alike"),
    path("duplicates/", likenesses.every, name="duplicates"),
    path("duplicates/<str:reference>/dismiss/", likenesses.dismiss, name="dismiss"),
    path("cautions/", cautions.every, name="cautions"),
    path("cautions/<str:reference>/", cautions.one, name="caution"),
    path("incidents/<str:reference>/", cautions.incident, name="incident"),
    path("kinds/", kinds.every, name="kinds"),
    path("kinds/<str:what>/", kinds.one, name="new_kind"),
    path("kinds/<str:what>/<str:code>/", kinds.one, name="kind"),
    path("backup/", backup.calls, name="backup"),
    path("backup/watch/", backup.watch, name="backup_watch"),
    path("backup/call/", backup.call, name="backup_call"),
    path("backup/<str:reference>/answer/", backup.answer, name="backup_answer"),
    path("accounts/<str:reference>/", accounts.account, name="account"),
    path("accounts/<str:reference>/role/", accounts.give, name="give_account_role"),
    path("accounts/<str:reference>/role/<str:thing>/end/", accounts.end, name="end_account_role"),
    path("accounts/<str:reference>/do/<str:do>/", accounts.change, name="change_account"),
    path("<str:reference>/account/", accounts.new, name="new_account"),
    path("<str:reference>/caution/", cautions.place, name="place_caution"),
    path("<str:reference>/incident/", cautions.record, name="record_incident"),
    path("<str:reference>/", one.customer, name="customer"),
    path("<str:reference>/change/<str:part>/", parts.change, name="change"),
    path("<str:reference>/end/<str:part>/<str:thing>/", parts.end, name="end"),
    path("<str:reference>/uncover/<str:thing>/", parts.unmask, name="unmask"),
    path("<str:reference>/merge/", merging.merge, name="merge"),
    path("<str:reference>/merges/<str:thing>/", merging.one, name="merge_of"),
    path("<str:reference>/add/", one.add_point, name="add_point"),
    path("<str:reference>/reach/<str:how>/", reaching.point, name="reach"),
    path("<str:reference>/letters/<str:thing>/<str:how>/", reaching.letters, name="letters"),
]

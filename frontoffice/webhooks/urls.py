"""The doors of the webhooks room: the subscriptions, each of them with what was sent, and what is done about them."""

from django.urls import path

from frontoffice.webhooks.views import changing, listing, sent

app_name = "webhooks"
urlpatterns = [
    path("", listing.listed, name="subscriptions"),
    path("new/", changing.new, name="new"),
    path("<str:reference>/", sent.subscription, name="subscription"),
    path("<str:reference>/change/", changing.change, name="change"),
    path("<str:reference>/secret/", changing.secret, name="secret"),
    path("<str:reference>/switch/", changing.switch, name="switch"),
    path("<str:reference>/end/", changing.end, name="end"),
    path("<str:reference>/try/", sent.try_out, name="try_out"),
    path("<str:reference>/again/<str:notification>/", sent.send_again, name="send_again"),
]

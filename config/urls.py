"""Every door of the house. Which are public is listed, and checked, by tests/house."""

from django.urls import include, path

from frontoffice.authority import wire

urlpatterns = [
    path("", include("frontoffice.portal.urls")),
    path("desk/", include("frontoffice.cases.urls")),
    path("my-work/", include("frontoffice.authority.work_urls")),
    path("knowledge/", include("frontoffice.knowledge.urls")),
    path("incoming/", include("frontoffice.intake.urls")),
    path("mail/", include("frontoffice.correspondence.urls")),
    path("representative/", include("frontoffice.representative.urls")),
    path("customers/", include("frontoffice.customers.urls")),
    path("contacts/", include("frontoffice.contacts.urls")),
    path("authority/", include("frontoffice.authority.urls")),
    path("supervision/", include("frontoffice.supervision.urls")),
    path("webhooks/", include("frontoffice.webhooks.urls")),
    path("kit/", include("frontoffice.foundation.ui.urls")),
    path("accounts/", include("frontoffice.authority.account_urls")),
    path("language/", include("django.conf.urls.i18n")),
    path("api/v1/", wire.build().urls),
]
handler400 = "frontoffice.foundation.ui.views.bad_request"
handler403 = "frontoffice.foundation.ui.views.not_allowed"
handler404 = "frontoffice.foundation.ui.views.not_found"
handler500 = "frontoffice.foundation.ui.views.failed"

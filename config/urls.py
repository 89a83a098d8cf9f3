"""Every door of the house. Which are public is listed, and checked, by tests/house."""

from allauth.account import views as account
from django.urls import include, path

from frontoffice.authority import wire

# Of allauth's pages only those that staff use: nobody signs up here, and addresses of staff are no business of theirs.
SIGNING_IN = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", account.signup, name="account_signup"),  # says that it is closed
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
]

urlpatterns = [
    path("", include("frontoffice.portal.urls")),
    path("desk/", include("frontoffice.cases.urls")),
    path("knowledge/", include("frontoffice.knowledge.urls")),
    path("mail/", include("frontoffice.correspondence.urls")),
    path("contacts/", include("frontoffice.contacts.urls")),
    path("customers/", include("frontoffice.customers.urls")),
    path("authority/", include("frontoffice.authority.urls")),
    path("kit/", include("frontoffice.foundation.ui.urls")),
    path("accounts/", include(SIGNING_IN)),
    path("language/", include("django.conf.urls.i18n")),
    path("api/v1/", wire.build().urls),
]
handler400 = "frontoffice.foundation.ui.views.bad_request"
handler403 = "frontoffice.foundation.ui.views.not_allowed"
handler404 = "frontoffice.foundation.ui.views.not_found"
handler500 = "frontoffice.foundation.ui.views.failed"

"""The customers room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation.ui.navigation import Place, add_place


class CustomersConfig(AppConfig):
    name = "frontoffice.customers"
    label = "customers"

    def ready(self) -> None:
        from frontoffice.customers import palette
        from frontoffice.customers.merging import own, own_accounts
        from frontoffice.customers.queries.accounts import level_demanded
        from frontoffice.customers.verified import add_demand

        own.register()
        own_accounts.register()
        palette.register()
        add_demand(level_demanded)
        add_place(
            Place(
                name="customers",
                label=_("Customers"),
                url_name="customers:customers",
                icon="people",
                order=20,
                power="customers.register",
                key="g c",
            )
        )
        add_place(
            Place(
                name="kinds",
                label=_("Kinds on file"),
                url_name="customers:kinds",
                icon="label",
                order=64,
                power=("customers.define_identifier_kind", "customers.define_flag_kind"),
                key="g l",
            )
        )

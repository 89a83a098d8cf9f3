"""What the contacts room shows on a customer's page: the contact that goes on now."""

from frontoffice.contacts.views.at_hand import of_customer
from frontoffice.customers.panels import Panel, add_panel


def register() -> None:
    """Called once, when the app is ready."""
    add_panel(Panel("contact", 5, "contacts/parts/panel.html", of_customer, queries=5))

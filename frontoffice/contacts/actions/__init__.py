"""What can be done here: begin and end a contact."""

from frontoffice.contacts.actions import taking_contacts

__all__ = ["taking_contacts"]

"""What can be done here: begin and end a contact, verify who somebody is, tell them what is on record."""

from frontoffice.contacts.actions import releasing_information, taking_contacts, verifying

__all__ = ["releasing_information", "taking_contacts", "verifying"]

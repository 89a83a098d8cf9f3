"""What can be done here: begin a contact, keep its time, say what it was about, verify, tell, pass on, call back."""

from frontoffice.contacts.actions import (
    auditing_claims,
    calling_back,
    escalating,
    finishing,
    giving_call_backs,
    interpreting,
    keeping_time,
    missing_transfers,
    naming_purposes,
    naming_the_customer,
    passing_on,
    releasing_information,
    taking_contacts,
    verifying,
)

__all__ = [
    "auditing_claims",
    "calling_back",
    "escalating",
    "finishing",
    "giving_call_backs",
    "interpreting",
    "keeping_time",
    "missing_transfers",
    "naming_purposes",
    "naming_the_customer",
    "passing_on",
    "releasing_information",
    "taking_contacts",
    "verifying",
]

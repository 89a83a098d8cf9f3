"""What can be done here: register a party, keep the ways to reach it."""

from frontoffice.customers.actions import registering

__all__ = ["registering"]

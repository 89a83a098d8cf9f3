"""What can be done here: register a party, keep the ways to reach it, say how closely its file is kept."""

from frontoffice.customers.actions import protecting, registering

__all__ = ["protecting", "registering"]

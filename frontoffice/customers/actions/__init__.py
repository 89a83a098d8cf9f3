"""What can be done here: register a party, keep the ways to reach it, say how closely its file is kept; place and
review cautions, record incidents, call for back-up."""

from frontoffice.customers.actions import calling_for_backup, cautioning, protecting, registering

__all__ = ["calling_for_backup", "cautioning", "protecting", "registering"]

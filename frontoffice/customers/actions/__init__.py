"""What can be done here: put somebody on file, keep names, addresses, ways to reach them, numbers, preferences and
flags; say how closely a file is kept; place and review cautions, record incidents, call for back-up;
merge two files that are one customer's, and part them again; open accounts, change how they stand, and say who acts
for them."""

from frontoffice.customers.actions import (
    addressing,
    calling_for_backup,
    cautioning,
    changing_accounts,
    comparing,
    defining_accounts,
    flagging,
    giving_roles,
    identifying,
    marking_undeliverable,
    merging,
    naming,
    noting,
    opening_accounts,
    protecting,
    reaching,
    registering,
    unmerging,
)

__all__ = [
    "addressing",
    "calling_for_backup",
    "cautioning",
    "changing_accounts",
    "comparing",
    "defining_accounts",
    "flagging",
    "giving_roles",
    "identifying",
    "marking_undeliverable",
    "merging",
    "naming",
    "noting",
    "opening_accounts",
    "protecting",
    "reaching",
    "registering",
    "unmerging",
]

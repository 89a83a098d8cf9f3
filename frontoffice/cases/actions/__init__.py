"""What can be done here: open and follow cases, take, assign, reply, note, attach, resolve, reopen, sort."""

from frontoffice.cases.actions import (
    adding,
    assigning,
    assisting,
    attaching,
    finishing_contacts,
    following,
    following_replies,
    keeping_topics,
    linking_customers,
    naming_first_contacts,
    noting,
    opening,
    replying,
    resolving,
    settling,
    sorting,
)

__all__ = [
    "adding",
    "assigning",
    "assisting",
    "attaching",
    "finishing_contacts",
    "following",
    "following_replies",
    "keeping_topics",
    "linking_customers",
    "naming_first_contacts",
    "noting",
    "opening",
    "replying",
    "resolving",
    "settling",
    "sorting",
]

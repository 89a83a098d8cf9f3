"""What can be done here: open and follow cases, take, assign, reply, note, attach, resolve, reopen, sort."""

from frontoffice.cases.actions import (
    adding,
    assigning,
    assisting,
    attaching,
<<<<<<< HEAD
    finishing_contacts,
=======
    filling,
>>>>>>> main
    following,
    following_replies,
    keeping_checklists,
    keeping_lifecycles,
    keeping_topics,
    keeping_types,
    linking_customers,
    moving,
    naming_first_contacts,
    noting,
    opening,
    replying,
    resolving,
    settling,
    sorting,
    tasking,
    weighing,
)

__all__ = [
    "adding",
    "assigning",
    "assisting",
    "attaching",
<<<<<<< HEAD
    "finishing_contacts",
=======
    "filling",
>>>>>>> main
    "following",
    "following_replies",
    "keeping_checklists",
    "keeping_lifecycles",
    "keeping_topics",
    "keeping_types",
    "linking_customers",
    "moving",
    "naming_first_contacts",
    "noting",
    "opening",
    "replying",
    "resolving",
    "settling",
    "sorting",
    "tasking",
    "weighing",
]

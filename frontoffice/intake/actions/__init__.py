"""What can be done here: set up and check mailboxes, and decide about the mails that need a person.

Keeping, reading and handling are not asked for by anybody: they follow from what comes in (schedules, reactions).
"""

from frontoffice.intake.actions import deciding, setting_up

__all__ = ["deciding", "setting_up"]

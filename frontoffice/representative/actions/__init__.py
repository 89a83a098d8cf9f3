"""What can be done here: set the post up, switch it on and off, edit and reject its drafts.

Taking up an inquiry is not asked for by anybody: it follows from the case that was opened (reactions).
"""

from frontoffice.representative.actions import (
    answering,
    deciding_drafts,
    following,
    stepping_aside,
    switching,
)

__all__ = ["answering", "deciding_drafts", "following", "stepping_aside", "switching"]

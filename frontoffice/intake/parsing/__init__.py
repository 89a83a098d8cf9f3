"""Reading mails: whatever the bytes are, something is read, nothing raises, and nothing is fetched or run (X7)."""

from frontoffice.intake.parsing.folding import fold
from frontoffice.intake.parsing.reading import Attached, Read, read

__all__ = ["Attached", "Read", "fold", "read"]

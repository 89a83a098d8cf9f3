"""Which list of asks the viewer looks at: kept in the address, so that every link and form leads back to it."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse

from frontoffice.authority.inbox import Shelf, Whose
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import OPEN, ApprovalStatus

LONGEST_KEY = 60
_USUAL = {"status": "", "whose": "", "after": ""}


@dataclass(frozen=True)
class Wish:
    """A list, where to go on from, and the filters of what is decided; what can't be read is left out."""

    shelf: Shelf
    after: str = ""
    status: str = ""
    whose: str = ""

    @classmethod
    def of(cls, request: ActingRequest) -> "Wish":
        """Read from the address. Who may not decide begins with what they asked for themselves."""
        get = request.GET
        usual = Shelf.MINE if "authority.approve" in request.powers else Shelf.ASKED
        shelf = Shelf(get["list"]) if get.get("list") in Shelf.values else usual
        decided = [status.value for status in ApprovalStatus if status not in OPEN]
        return cls(
            shelf,
            get.get("after", "")[:LONGEST_KEY],
            get["status"] if get.get("status") in decided else "",
            get["whose"] if get.get("whose") in Whose.values else "",
        )

    def query(self, **also: str) -> str:
        """What to put behind an address to stay in this list."""
        parts = {"list": self.shelf.value, "status": self.status, "whose": self.whose} | also
        return "?" + urlencode({name: value for name, value in parts.items() if value})

    def address(self, reference: str = "", **also: str) -> str:
        """The address of this list, or of one ask beside it."""
        name = ("authority:approval", [reference]) if reference else ("authority:approvals", [])
        return reverse(name[0], args=name[1]) + self.query(**also)

    def on(self, shelf: Shelf) -> "Wish":
        """Another list, from its beginning and unfiltered."""
        return replace(self, shelf=shelf, **_USUAL)

"""Which list the viewer looks at: kept in the address, so that every link and form leads back to it."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.http import HttpRequest

from frontoffice.cases.queries.queue import Sort, View
from frontoffice.foundation.references import normalize

LONGEST_SEARCH = 200
LONGEST_KEY = 80


@dataclass(frozen=True)
class Wish:
    """A view, an order, where to go on from, and what is searched for; what can't be read is left out.

    `saved` is the reference of a saved list; it goes before the view.
    """

    view: View
    sort: Sort
    after: str
    text: str
    saved: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> "Wish":
        """Read from the address."""
        get = request.GET
        view = View(get["view"]) if get.get("view") in View.values else View.MINE
        usual = Sort.NEWEST if view in {View.RESOLVED, View.ALL} else Sort.DUE
        sort = Sort(get["sort"]) if get.get("sort") in Sort.values else usual
        after, text = get.get("after", "")[:LONGEST_KEY], get.get("q", "").strip()[:LONGEST_SEARCH]
        return cls(view, sort, after, text, normalize(get.get("saved", "")[:LONGEST_KEY]) or "")

    @cached_property
    def query(self) -> str:
        """What to put behind an address to stay in this list: `?view=unit&sort=due`, or nothing for the usual one."""
        return self._with()

    def _with(self, **changed: str) -> str:
        if self.saved and not self.text:
            return f"?{urlencode({'saved': self.saved} | changed)}"
        parts = {"q": self.text} if self.text else {"view": self.view.value, "sort": self.sort.value}
        return f"?{urlencode(parts | changed)}"

    def to_view(self, view: View) -> str:
        """The query of another view, in its usual order."""
        return f"?{urlencode({'view': view.value})}"

    def to_sort(self, sort: Sort) -> str:
        return f"?{urlencode({'view': self.view.value, 'sort': sort.value})}"

    def beyond(self, after: str) -> str:
        """The query of the next page."""
        return self._with(after=after)

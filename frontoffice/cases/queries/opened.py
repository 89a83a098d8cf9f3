"""One case with all that its page names and marks for what else there is of it: one query, written once."""

from collections.abc import Collection

from django.db.models import QuerySet

from frontoffice.cases.models import Case
from frontoffice.cases.queries.looked_up import with_what_it_has
from frontoffice.cases.queries.seen import cases_of_units, cases_with_company
from frontoffice.customers.queries.on_file import marks_of, take_marks
from frontoffice.foundation.statements import Statement


def case_found_by(reference: str, *, units: Collection[int] | None) -> Case | None:
    """The case of that reference, where it is of one of these units (ids); of any where None."""
    found = (
        _ANY.first(reference=reference)
        if units is None
        else _OF_UNITS.first(reference=reference, units=list(units))
    )
    if found is not None and found.customer is not None:
        take_marks(found.customer, found, "customer")
    return found


def _whole(*, reference: str, units: Collection[int] | None = None) -> QuerySet[Case]:
    cases = with_what_it_has(cases_with_company(cases_of_units(units)))
    return cases.filter(reference=reference).annotate(**marks_of("customer"))


_ANY: Statement[Case] = Statement(_whole, reference=str)
_OF_UNITS: Statement[Case] = Statement(_whole, reference=str, units=list)

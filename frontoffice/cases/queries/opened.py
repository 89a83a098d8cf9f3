"""One case with all that its page names and marks for what else there is of it: one query, written once."""

from collections.abc import Collection

from frontoffice.cases.models import Case
from frontoffice.cases.queries.looked_up import with_what_it_has
from frontoffice.cases.queries.seen import cases_of_units, cases_with_company
from frontoffice.foundation.statements import Statement

_ANY: Statement[Case] = Statement(
    lambda *, reference: with_what_it_has(cases_with_company(cases_of_units(None))).filter(
        reference=reference
    ),
    reference=str,
)
_OF_UNITS: Statement[Case] = Statement(
    lambda *, reference, units: with_what_it_has(cases_with_company(cases_of_units(units))).filter(
        reference=reference
    ),
    reference=str,
    units=list,
)


def case_found_by(reference: str, *, units: Collection[int] | None) -> Case | None:
    """The case of that reference, where it is of one of these units; of any where None."""
    if units is None:
        return _ANY.first(reference=reference)
    return _OF_UNITS.first(reference=reference, units=list(units))

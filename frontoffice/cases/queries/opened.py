"""One case with all that its page names and marks for what else there is of it: one query, written once."""

from collections.abc import Collection
from datetime import datetime

from frontoffice.authority.registry import found_by_reference
from frontoffice.cases.models import Case
from frontoffice.cases.permissions import units_seen
from frontoffice.cases.queries.looked_up import with_what_it_has
from frontoffice.cases.queries.seen import cases_of_units, cases_on_the_wire, cases_with_company
from frontoffice.foundation.models import Actor
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


_ANY_TO_ACT_ON: Statement[Case] = Statement(
    lambda *, reference: cases_with_company(cases_of_units(None)).filter(reference=reference), reference=str
)
_OF_UNITS_TO_ACT_ON: Statement[Case] = Statement(
    lambda *, reference, units: cases_with_company(cases_of_units(units)).filter(reference=reference),
    reference=str,
    units=list,
)


@found_by_reference(Case)
def case_on_the_wire(reference: str, *, reading: bool, by: Actor, at: datetime) -> Case | None:
    """The case of that reference among `cases_on_the_wire`. Marks of what there is of it are for reading alone:
    an act changes it.
    """
    if not by.is_staff or by.pk is None:
        return cases_on_the_wire(by=by, at=at).filter(reference=reference).first()
    units = units_seen(by=by, at=at)
    if reading:
        return case_found_by(reference, units=units)
    if units is None:
        return _ANY_TO_ACT_ON.first(reference=reference)
    return _OF_UNITS_TO_ACT_ON.first(reference=reference, units=list(units))

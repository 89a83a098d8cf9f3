"""A case that a program names by its reference: found among those that it sees, by what is written once."""

from datetime import datetime

from django.db.models import QuerySet

from frontoffice.authority.registry import found_by_reference
from frontoffice.cases.models import Case
from frontoffice.cases.permissions import units_seen
from frontoffice.cases.queries.opened import case_found_by
from frontoffice.cases.queries.seen import cases_of_units, cases_on_the_wire, cases_with_company
from frontoffice.foundation.models import Actor
from frontoffice.foundation.statements import Statement


@found_by_reference(Case)
def case_on_the_wire(reference: str, *, reading: bool, by: Actor, at: datetime) -> Case | None:
    """The case of that reference among `cases_on_the_wire`.

    Marks of what there is of it are for reading alone: an act changes it.
    """
    if not by.is_staff or by.pk is None:
        return cases_on_the_wire(by=by, at=at).filter(reference=reference).first()
    units = units_seen(by=by, at=at)
    if reading:
        return case_found_by(reference, units=units)
    if units is None:
        return _ANY.first(reference=reference)
    return _OF_UNITS.first(reference=reference, units=list(units))


def _bare(*, reference: str, units: list[int] | None = None) -> QuerySet[Case]:
    return cases_with_company(cases_of_units(units)).filter(reference=reference)


_ANY: Statement[Case] = Statement(_bare, reference=str)
_OF_UNITS: Statement[Case] = Statement(_bare, reference=str, units=list)

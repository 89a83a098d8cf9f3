"""Two merges at once, and a change while two files are merged: one after the other, and nothing is lost."""

import pytest

from frontoffice.customers.actions.merging import MergedAlready, merge
from frontoffice.customers.actions.registering import add_contact_point, register
from frontoffice.customers.actions.unmerging import UndoneBefore, unmerge
from frontoffice.customers.models import Merge, Party, PointKind
from frontoffice.customers.queries import points
from tests import factories
from tests.cases.test_at_once import all_at_once
from tests.factories import NOW

pytestmark = [pytest.mark.django_db(transaction=True)]


def test_acc_8_of_two_merges_in_opposite_directions_one_is_made() -> None:
    dana = factories.representative()
    one, other = (register(name="Marisol Ortega", by=dana.actor, at=NOW) for _file in range(2))
    acts = [
        lambda a=a, b=b: merge(survivor=a, other=b, reason="One", by=dana.actor, at=NOW)
        for a, b in ((one, other), (other, one))
    ]
    outcomes = all_at_once(acts)
    assert outcomes == {"done": 1, MergedAlready().code: 1}
    assert Party.objects.filter(merged_into__isnull=False).count() == 1


def test_acc_8_merges_in_a_row_at_once_leave_one_level() -> None:
    """A into B while B goes into C: whichever is first, all of them lead to one that goes on."""
    dana = factories.representative()
    a, b, c = (register(name=name, by=dana.actor, at=NOW) for name in ("A", "B", "C"))
    acts = [
        lambda x=x, y=y: merge(survivor=x, other=y, reason="One", by=dana.actor, at=NOW)
        for x, y in ((b, a), (c, b))
    ]
    all_at_once(acts)
    merged = Party.objects.filter(merged_into__isnull=False).select_related("merged_into")
    assert all(party.merged_into is not None and party.merged_into.merged_into_id is None for party in merged)
    assert Party.objects.get(pk=b.pk).merged_into_id == c.pk


def test_acc_8_what_is_added_while_the_file_is_merged_is_on_the_one_that_goes_on() -> None:
    dana = factories.representative()
    one, other = (register(name="Marisol Ortega", by=dana.actor, at=NOW) for _file in range(2))
    email = PointKind.EMAIL
    all_at_once(
        [
            lambda: merge(survivor=one, other=other, reason="One", by=dana.actor, at=NOW),
            lambda: add_contact_point(party=other, kind=email, value="m@example.org", by=dana.actor, at=NOW),
        ]
    )
    assert [point.value for point in points(Party.objects.get(pk=one.pk))] == ["m@example.org"]


def test_acc_8_of_two_who_undo_a_merge_at_once_one_does() -> None:
    dana = factories.representative()
    one, other = (register(name="Marisol Ortega", by=dana.actor, at=NOW) for _file in range(2))
    made = merge(survivor=one, other=other, reason="One", by=dana.actor, at=NOW)
    assert isinstance(made, Merge)
    acts = [lambda: unmerge(merge=made, reason="Two", by=dana.actor, at=NOW)] * 2
    assert all_at_once(acts) == {"done": 1, UndoneBefore().code: 1}

"""The agency's policy tests: enough of them, about articles that are there, and most of them pass."""

from collections import Counter

import pytest

from demo import library, policy
from frontoffice.knowledge.models import Expected, PolicyTest
from frontoffice.knowledge.queries.policy import last_results

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_at")]


def test_there_are_150_and_40_of_them_must_be_referred() -> None:
    wanted = Counter(told["expected"] for told in policy.tests())
    assert sum(wanted.values()) >= 150
    assert wanted[Expected.REFER] >= 40
    assert len({told["question"] for told in policy.tests()}) == sum(wanted.values())


def test_they_cite_articles_that_are_there_and_none_quotes_one() -> None:
    slugs = {document.slug for document in library.documents()}
    texts = " ".join(document.body for document in library.documents())
    for told in policy.tests():
        assert set(told.get("must_cite", [])) <= slugs
        assert told["question"] not in texts


def test_most_pass_and_what_must_be_referred_most_of_all() -> None:
    tests = list(PolicyTest.objects.all())
    last = last_results(tests)
    assert len(last) == len(tests) == len(policy.tests())
    for expected, share in ((Expected.ANSWER, 0.75), (Expected.REFER, 0.7)):
        asked = [test for test in tests if test.expected == expected]
        fell = [(test.question, last[test.pk].fault) for test in asked if last[test.pk].fault]
        assert len(fell) <= len(asked) * (1 - share), fell

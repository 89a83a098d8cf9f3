"""What answers must and must not do is tested on each change, and a change that makes a test fall is held back."""

import datetime as dt
from typing import Any

import pytest

from frontoffice.authority.deciding import NotAuthorized
from frontoffice.foundation.actors import service
from frontoffice.foundation.models import Event
from frontoffice.knowledge.actions.holding_back import TestsFall
from frontoffice.knowledge.actions.keeping_synonyms import add_synonym, end_synonym
from frontoffice.knowledge.actions.publishing import propose, publish, withdraw
from frontoffice.knowledge.actions.testing_policy import (
    CitesNothing,
    EndedAlready,
    NoQuestion,
    UnknownArticle,
    end_test,
    run_tests,
    write_test,
)
from frontoffice.knowledge.actions.tuning_trust import set_threshold
from frontoffice.knowledge.models import (
    ArticleVersion,
    Cause,
    Expected,
    Fault,
    PolicyRun,
    PolicyTest,
    Status,
    Synonym,
    Threshold,
)
from frontoffice.knowledge.queries.policy import last_results
from frontoffice.knowledge.schedules import run_policy_tests
from tests.factories import NOW, representative, senior, supervisor
from tests.knowledge.writing import library

pytestmark = pytest.mark.django_db
COST = "What does it cost to renew a driver license?"


def written(question: str = COST, **told: Any) -> PolicyTest:
    given: dict[str, Any] = {"expected": Expected.ANSWER, "must_cite": ["renew-a-license"]}
    return write_test(question=question, **(given | told), by=senior().actor, at=NOW)


def fault_of(test: PolicyTest) -> str:
    return last_results([test])[test.pk].fault


def next_version(body: str) -> ArticleVersion:
    given = {"slug": "renew-a-license", "title": "Renew a license", "body": body}
    return propose(**given, effective_from=dt.date(2026, 11, 17), by=senior().actor, at=NOW)


@pytest.mark.parametrize(
    ("question", "told", "fault"),
    [
        (COST, {}, ""),
        (COST, {"must_cite": ["stolen-plates"]}, Fault.NOT_CITED),
        (COST, {"must_not_say": ["$36.00"]}, Fault.SAID),
        (COST, {"must_not_say": ["$99.00"]}, ""),
        (COST, {"expected": Expected.REFER, "must_cite": []}, Fault.NOT_REFERRED),
        ("How do I become a notary?", {"expected": Expected.REFER, "must_cite": []}, ""),
        ("How do I become a notary?", {}, Fault.NOT_ANSWERED),
        ("Hello!", {"expected": Expected.ASK_BACK, "must_cite": []}, ""),
        (COST, {"expected": Expected.ASK_BACK, "must_cite": []}, Fault.NOT_ASKED_BACK),
    ],
)
def test_a_test_says_how_it_falls(question: str, told: dict[str, Any], fault: str) -> None:
    library()
    assert fault_of(written(question, **told)) == fault


def test_what_is_no_test_is_refused() -> None:
    library()
    with pytest.raises(NoQuestion):
        written("  ")
    with pytest.raises(UnknownArticle, match="no-such"):
        written(must_cite=["no-such"])
    with pytest.raises(CitesNothing):
        written(expected=Expected.REFER)
    assert not PolicyTest.objects.exists()


def test_a_publication_that_makes_a_test_fall_is_held_back() -> None:
    library()
    written(must_not_say=["$99.00"])
    draft = next_version("## What it costs\n\nTo renew a driver license costs $99.00.")
    with pytest.raises(TestsFall) as held:
        publish(version=draft, by=supervisor().actor, at=NOW)
    assert [one.fault for one in held.value.fallen] == [Fault.SAID]
    draft.refresh_from_db()
    assert draft.status == Status.DRAFT
    assert not PolicyRun.objects.filter(cause=Cause.ARTICLE).exists()


def test_who_has_the_power_goes_on_with_a_reason() -> None:
    library()
    test = written(must_not_say=["$99.00"])
    draft = next_version("## What it costs\n\nTo renew a driver license costs $99.00.")
    done = publish(version=draft, despite="The fee did rise.", by=supervisor().actor, at=NOW)
    assert isinstance(done, ArticleVersion)
    run = PolicyRun.objects.get(cause=Cause.ARTICLE)
    assert (run.newly_fell, run.despite, run.about) == (1, "The fee did rise.", "renew-a-license")
    assert Event.objects.filter(name="knowledge.WentOnDespite").count() == 1
    assert fault_of(test) == Fault.SAID


def test_a_reason_does_not_help_who_may_not_go_on() -> None:
    library()
    written("stolen plates", must_cite=["stolen-plates"], must_not_say=["sales-tax"])
    means = {"term": "stolen plates", "means": "sales tax permit"}
    with pytest.raises(TestsFall):
        add_synonym(**means, by=senior().actor, at=NOW)
    with pytest.raises(NotAuthorized):
        add_synonym(**means, despite="I want to.", by=senior().actor, at=NOW)
    assert not Synonym.objects.exists()


def test_what_fell_before_holds_nothing_back() -> None:
    library()
    written(must_cite=["stolen-plates"])
    draft = next_version("## What it costs\n\nTo renew a driver license costs $37.00.")
    done = publish(version=draft, by=supervisor().actor, at=NOW)
    assert isinstance(done, ArticleVersion)
    assert PolicyRun.objects.get(cause=Cause.ARTICLE).newly_fell == 0


def test_what_is_wrong_is_withdrawn_at_once_and_the_fall_is_on_record() -> None:
    library()
    test = written()
    version = ArticleVersion.objects.get(article__slug="renew-a-license")
    withdraw(version=version, reason="Wrong.", by=supervisor().actor, at=NOW)
    assert fault_of(test) in {Fault.NOT_ANSWERED, Fault.NOT_CITED, Fault.ASKED_BACK}


def test_a_threshold_that_makes_a_test_fall_is_held_back() -> None:
    library()
    written()
    told = {"percent": 99, "reason": "To be surer."}
    with pytest.raises(TestsFall):
        set_threshold(**told, by=supervisor().actor, at=NOW)
    assert not Threshold.objects.exists()
    with pytest.raises(NotAuthorized):
        set_threshold(**told, by=senior().actor, at=NOW)


def test_an_ended_test_counts_no_more() -> None:
    library()
    test = written()
    end_test(test=test, by=senior().actor, at=NOW)
    set_threshold(percent=99, reason="To be surer.", by=supervisor().actor, at=NOW)
    with pytest.raises(EndedAlready):
        end_test(test=test, by=senior().actor, at=NOW)


def test_an_ended_synonym_is_run_too() -> None:
    library()
    synonym = add_synonym(term="pink slip", means="sales-tax permit", by=senior().actor, at=NOW)
    test = written("pink slip", must_cite=["sales-tax-permit"])
    assert fault_of(test) == ""
    with pytest.raises(TestsFall):
        end_synonym(synonym=synonym, by=senior().actor, at=NOW)


def test_all_are_run_each_day_and_when_asked() -> None:
    library()
    written()
    run_policy_tests(by=service("knowledge"), at=NOW)
    assert PolicyRun.objects.get(cause=Cause.DAY).passed == 1
    run = run_tests(by=senior().actor, at=NOW)
    assert (run.cause, run.passed, run.fell) == (Cause.ASKED, 1, 0)


@pytest.mark.django_db(transaction=True)
def test_the_worker_keeps_the_run_of_the_day() -> None:
    """It runs outside of any transaction."""
    library()
    written()
    run_policy_tests(by=service("knowledge"), at=NOW)
    assert PolicyRun.objects.get(cause=Cause.DAY).passed == 1


def test_a_representative_of_the_lowest_level_writes_no_tests() -> None:
    library()
    with pytest.raises(NotAuthorized):
        write_test(question=COST, expected=Expected.ANSWER, by=representative().actor, at=NOW)

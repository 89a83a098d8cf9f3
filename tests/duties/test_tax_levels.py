"""The tax agency's levels: the first learns on routine inquiries, the third leads and looks into what is unusual."""

import pytest

from frontoffice.cases.models import Advice, HelpRequest, Status
from frontoffice.correspondence.models import Status as Sending
from frontoffice.knowledge.models import AnswerGiven, Interpretation
from tests.duties.test_interpreting_rules import RULE
from tests.duties.test_levels import adopt, works_at
from tests.duties.test_supervision import at_desk, decides, held_of
from tests.duties.working import Representative, first_of
from tests.portal.making import Visitor, only_case, text_of, work


@pytest.fixture
def counter() -> dict[str, Representative]:
    """A colleague of each level of the tax series."""
    adopt("tax")
    names = {"I": "noor", "II": "tom", "III": "ruth", "IV": "gordon"}
    for level, name in names.items():
        works_at(f"tax.{level}", name)
    return {level: at_desk(name) for level, name in names.items()}


@pytest.mark.duty("tax.01", part="due-dates")
@pytest.mark.duty("tax.01", part="registration")
def test_when_to_file_and_how_to_register_are_answered_with_the_law(
    visitor: Visitor, counter: dict[str, Representative]
) -> None:
    answer = visitor.ask("On which day is a monthly sales-tax return due?")
    given = AnswerGiven.objects.get(rank=1)
    assert given.version.article.slug == "sales-tax-returns"
    assert "20th of the next month" in text_of(visitor.get(answer.url))

    visitor.open_case(topic="other", text="I open a bakery. How do I register for sales tax?")
    case, first = only_case(), counter["I"]
    first.take(case)
    permit = first_of(first.looks_up(case, "how do I get a sales-tax permit"), "Get a sales-tax permit")
    first.cites(case, "You need a permit before your first sale. This is how you get one. [1]", permit)
    message = held_of(case)
    if message.status == Sending.HELD:  # the first level is read by a draw that nobody steers
        decides(counter["III"], message, "release", findings=[], comments="Right.")
    work()
    said = text_of(visitor.get(f"/cases/{case.reference}/"))
    assert "You need a permit before your first sale" in said
    assert permit.page in said


@pytest.mark.duty("tax.13", part="research")
def test_an_unusual_problem_is_looked_into_by_the_third_level_and_what_it_found_is_kept(
    visitor: Visitor, counter: dict[str, Representative]
) -> None:
    first, third = counter["I"], counter["III"]
    visitor.open_case(topic="driver-license", text="I live on my boat. What is my residence?")
    case = only_case()
    first.take(case)
    page = f"/desk/cases/{case.reference}/"
    first.post(f"{page}help/", {"text": "No rule speaks of boats. What is a residence?"})
    assert "No rule speaks of boats" in text_of(third.get("/desk/help/"))

    # The words of the rule leave it open. The first level may not decide that; the third reads it, with reasons.
    rule = first_of(third.looks_up(case, RULE), "Rule 735-020")
    reading = {
        "passage": rule.reference,
        "matter": case.number,
        "question": "Where does somebody reside who lives on a boat?",
        "reading": "At the berth that the marina's contract names.",
        "reasons": "The rule asks where one sleeps, and the contract shows it.",
        "confidentiality": "1",
    }
    assert first.post("/knowledge/interpretations/new/", reading).status_code == 403
    assert third.post("/knowledge/interpretations/new/", reading).status_code == 302
    assert Interpretation.objects.get().by.name == "Ruth"
    asked = HelpRequest.objects.get().reference
    third.post(f"{page}advise/", {"kind": "draft", "text": "Your berth is your residence.", "asked": asked})

    # The first keeps the case and answers with what was found.
    draft = Advice.objects.get(kind="draft")
    assert "Your berth is your residence." in text_of(first.get(f"{page}?draft={draft.pk}"))
    first.cites(case, "Your berth is your residence: bring the contract. [1]", rule, then="resolve")
    message = held_of(case)
    if message.status == Sending.HELD:
        decides(third, message, "release", findings=[], comments="As we said.")
    case.refresh_from_db()
    assert case.assignee is not None
    assert (case.assignee.actor.name, case.status) == ("Noor", Status.RESOLVED)
    assert "Your berth is your residence" in text_of(visitor.get(f"/cases/{case.reference}/"))

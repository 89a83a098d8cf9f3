"""Inquiries, from the first words to the resolution, for each class series that has them among its duties."""

import datetime as dt

import pytest

from frontoffice.authority.deciding import NotAuthorized
from frontoffice.authority.models import Refusal, StaffMember
from frontoffice.cases.models import Status
from frontoffice.contacts.models import Channel, Contact, Outcome
from frontoffice.customers.models import ContactPoint, Party
from frontoffice.foundation import clock
from frontoffice.foundation.models import Event
from frontoffice.knowledge.actions.publishing import withdraw
from frontoffice.knowledge.models import AnswerGiven, ArticleVersion, KnowledgeGap
from frontoffice.portal import wording
from tests.duties.working import Representative, first_of
from tests.portal.making import (
    ANSWERED,
    CITATION,
    SENTENCE,
    UNANSWERED,
    Visitor,
    only_case,
    text_of,
    version_of,
)


@pytest.mark.duty("il.02")
@pytest.mark.duty("nm.01", part="inquiries")
def test_a_routine_inquiry_is_answered_from_the_agencys_own_text_and_is_on_record(visitor: Visitor) -> None:
    said = text_of(visitor.get(visitor.ask(ANSWERED).url))
    assert SENTENCE in said
    assert CITATION in said
    given = AnswerGiven.objects.get(rank=1)
    assert (given.version, given.contact.channel) == (version_of(), Channel.WEB)


@pytest.mark.duty("il.02")
@pytest.mark.duty("nm.01", part="inquiries")
def test_an_inquiry_that_needs_a_person_is_answered_by_one(visitor: Visitor, dana: Representative) -> None:
    visitor.ask(UNANSWERED)
    contact = Contact.objects.get()
    visitor.fill(
        f"/ask/?from={contact.reference}", action="/ask/", topic="other", text=UNANSWERED, answer_by="site"
    )
    case = only_case()
    assert KnowledgeGap.objects.get().words == UNANSWERED
    dana.take(case)
    hit = first_of(dana.looks_up(case, ANSWERED), "Replace a lost")
    dana.cites(case, "Nobody does, but your card can be replaced. [1]", hit)
    dana.resolves(case)
    said = text_of(visitor.get(f"/cases/{case.reference}/"))
    for shown in ("Nobody does, but your card can be replaced. [1]", CITATION, "Resolved"):
        assert shown in said
    assert AnswerGiven.objects.filter(
        contact__direction="outbound", passage__reference=hit.reference
    ).exists()


@pytest.mark.duty("tx.01", part="answer")
@pytest.mark.duty("tx.01", part="accounts")
def test_an_inquiry_is_answered_and_the_customers_record_kept_within_set_guidelines(
    visitor: Visitor, dana: Representative, member: StaffMember
) -> None:
    known = {"answer_by": "email", "name": "Alicia Fennimore", "email": "alicia@example.net"}
    visitor.open_case(text="I lost my license and I moved.", **known)
    case = only_case()
    assert case.customer == Party.objects.get(name="Alicia Fennimore")
    assert ContactPoint.objects.get(party=case.customer).value == "alicia@example.net"
    dana.take(case)
    dana.cites(
        case, "You can order a replacement. [1]", first_of(dana.looks_up(case, ANSWERED), "Replace a lost")
    )
    visitor.open_case(text="And my title?", **known)
    assert Party.objects.count() == 1, "who asks again is the same customer"

    # What guidelines don't allow at this level is refused, and the refusal is on record.
    published = ArticleVersion.objects.filter(status="published")[0]
    with pytest.raises(NotAuthorized):
        withdraw(version=published, reason="I don't like it.", by=member.actor, at=clock.now())
    assert Refusal.objects.get().action == "knowledge.withdraw"


@pytest.mark.duty("tx.06")
def test_what_is_needed_to_solve_the_problem_is_found_out_by_asking_back(
    visitor: Visitor, dana: Representative
) -> None:
    visitor.ask("My license never came.")
    contact = Contact.objects.get()
    visitor.fill(
        f"/ask/?from={contact.reference}",
        action="/ask/",
        topic="license-replacement",
        text="Help me.",
        answer_by="site",
    )
    case = only_case()
    dana.take(case)
    assert "My license never came." in dana.sees(case), "what was asked before is seen with the case"
    shown = text_of(dana.get(f"/answers/{contact.reference}/"))
    assert "My license never came." in shown, "and so is what was answered"
    dana.writes(case, "When did you order it, and to which address?")
    case.refresh_from_db()
    assert case.status == Status.WAITING
    page = f"/cases/{case.reference}/"
    assert "When did you order it, and to which address?" in text_of(visitor.get(page))
    visitor.fill(page, text="Ten weeks ago, to 418 Alder Street.")
    case.refresh_from_db()
    assert case.status == Status.OPEN
    assert "Ten weeks ago, to 418 Alder Street." in dana.sees(case)
    dana.resolves(case, "done", "A new card is on its way.")
    assert "A new card is on its way." in text_of(visitor.get(page))


@pytest.mark.duty("tx.10")
def test_the_customer_is_told_what_a_rule_means_and_why_it_applies(
    visitor: Visitor, dana: Representative
) -> None:
    visitor.open_case(
        topic="driver-license", text="I rent with roommates. No bill has my name. Why won't you take one?"
    )
    case = only_case()
    dana.take(case)
    rule = first_of(
        dana.looks_up(case, "rule proof of residence document with your name and address"), "Rule 735-020"
    )
    words = "The rule asks for a document with your own name, because it has to show that you live there. [1]"
    dana.cites(case, words, rule)
    version = ArticleVersion.objects.get(article__slug="rule-proof-of-residence", effective_to=None)
    said = text_of(visitor.get(f"/cases/{case.reference}/"))
    for shown in (words, version.citation, f"in force since {wording.in_words(version.effective_from)}"):
        assert shown in said


@pytest.mark.duty("onet.14")
def test_a_difficult_problem_is_researched_across_texts_and_put_together(
    visitor: Visitor, dana: Representative
) -> None:
    visitor.open_case(
        topic="driver-license",
        text="I live in a shelter, lost my license, have little money, and need an ID card for work. What can I do?",
    )
    case = only_case()
    dana.take(case)
    replace = first_of(dana.looks_up(case, "replace a lost license"), "Replace a lost")
    waiver = first_of(dana.looks_up(case, "low income fee waiver replacement"), "Fee waivers")
    proof = first_of(
        dana.looks_up(case, "proof of residence living in a shelter letter"), "Prove who you are"
    )
    internal = [hit for hit in dana.looks_up(case, "lease names the landlord only on page 2") if hit.internal]
    assert internal, "texts for colleagues are found in research"
    assert internal[0].reference == "", "but can't be put in a reply"
    dana.writes(
        case, "Compared three articles and the internal note on leases; hardship applies.", kind="note"
    )
    dana.cites(
        case, "Order a new card [1], ask for half of the fee [2], bring a letter [3].", replace, waiver, proof
    )
    said = text_of(visitor.get(f"/cases/{case.reference}/"))
    for hit in (replace, waiver, proof):
        assert hit.page in said
    assert "internal note on leases" not in said
    assert AnswerGiven.objects.filter(contact__direction="outbound").count() == 3


@pytest.mark.duty("tax.01", part="filing")
@pytest.mark.duty("tax.01", part="research")
def test_filing_duties_are_answered_with_the_law_in_force_and_the_law_before_it(
    visitor: Visitor, dana: Representative
) -> None:
    answer = visitor.ask("When do I have to file a sales-tax return with zero sales?")
    given = AnswerGiven.objects.get(rank=1)
    assert given.version.article.slug == "sales-tax-returns"
    assert given.version.citation in text_of(visitor.get(answer.url))

    visitor.open_case(
        topic="other", text="Which discount did I get for filing on time before the rate changed?"
    )
    case = only_case()
    dana.take(case)
    now = ArticleVersion.objects.get(article__slug="sales-tax-returns", effective_to=None)
    day_before = now.effective_from - dt.timedelta(days=1)
    earlier = text_of(visitor.get(f"/help/sales-tax-returns/?on={day_before}"))
    assert "2%" in earlier
    assert "1%" in text_of(visitor.get("/help/sales-tax-returns/"))
    hit = first_of(dana.looks_up(case, "discount for filing a sales-tax return on time"), "Sales-tax returns")
    dana.cites(case, f"Until {wording.in_words(day_before)} it was 2%, since then 1%. [1]", hit)
    dana.resolves(case)
    assert now.citation in text_of(visitor.get(f"/cases/{case.reference}/"))


@pytest.mark.duty("tax.10", part="walk-in")
@pytest.mark.duty("tax.10", part="telephone")
@pytest.mark.duty("tax.10", part="writing")
@pytest.mark.parametrize("channel", [Channel.COUNTER, Channel.PHONE, Channel.POST])
def test_a_routine_inquiry_is_answered_at_the_counter_by_telephone_and_in_writing(
    dana: Representative, channel: Channel
) -> None:
    case = dana.opens(
        channel=channel,
        name="Beatrice Lindqvist",
        email="beatrice@example.org" if channel == Channel.POST else "",
        topic="other",
        text="Which form do I need to renew my license by mail?",
    )
    assert case.channel == channel
    dana.take(case)
    form = first_of(dana.looks_up(case, "form to renew a license by mail"), "Renew a driver license")
    assert "DL-20" in form.said
    dana.cites(case, "You need form DL-20. [1]", form, then="resolve")
    case.refresh_from_db()
    assert case.status == Status.RESOLVED
    contacts = Contact.objects.filter(case_contacts__case=case).order_by("pk")
    said, answered = contacts
    assert (said.channel, said.outcome) == (channel, Outcome.CASE)
    assert answered.outcome == Outcome.ANSWERED
    assert Event.objects.filter(name="cases.CaseResolved").exists()

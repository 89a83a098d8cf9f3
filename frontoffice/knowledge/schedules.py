"""What the worker does of itself: reminds of texts to be looked over, and of procedures to be read;
runs the policy tests; reads what new passages mean.
"""

from datetime import date, datetime, timedelta

from frontoffice.foundation.models import Actor
from frontoffice.foundation.schedules import every
from frontoffice.knowledge import owed
from frontoffice.knowledge.actions.holding_back import note_run
from frontoffice.knowledge.actions.reading_meaning import just_read, read_more
from frontoffice.knowledge.actions.reminding import Told, stage_on, tell
from frontoffice.knowledge.learning_terms import learn_terms, outdated
from frontoffice.knowledge.models import Cause, Circulation, PolicyRun, Purpose
from frontoffice.knowledge.queries.days import office_day
from frontoffice.knowledge.queries.reading import chains_of, counts_on, readers_of
from frontoffice.knowledge.queries.reviewing import due_for_review, reviewers_of

MONTH_LATE = 3
LEARNING = timedelta(minutes=30)
READING = 3.0  # seconds at a time, so that the worker's other work goes on


@every(timedelta(seconds=READING))
def read_what_passages_mean(*, by: Actor, at: datetime) -> None:
    """New passages get their vectors, where the installation has a sentence model. Once one has read everything for
    the first time the policy tests are run: another model answers otherwise.
    """
    if read_more(READING):
        model = just_read()
        if model and not PolicyRun.objects.filter(cause=Cause.MODEL, about=model).exists():
            note_run(Cause.MODEL, model, by=by, at=at)


@every(LEARNING)
def learn_terms_from_translations(*, by: Actor, at: datetime) -> None:
    """After translations were published, what words are called in the other language is learned anew."""
    if outdated():
        learn_terms()


@every(timedelta(hours=6))
def remind_of_reviews(*, by: Actor, at: datetime) -> None:
    """A month ahead, on the day, a week and a month late; then the supervisor is told as well."""
    today = office_day(at)
    due = due_for_review(on=today).select_related("article").defer("body")
    people = [
        Told(version, member, version.review_by)
        for version, member in reviewers_of(due, at=at)
        if version.review_by is not None
    ]
    tell(_and_supervisors(people, today), purpose=Purpose.REVIEW, on=today, at=at)


@every(timedelta(hours=6))
def owe_reviews(*, by: Actor, at: datetime) -> None:
    """What falls due by itself stands on the work of who looks after it, and what counts no more leaves it."""
    owed.put_right(by=by, at=at)


@every(timedelta(hours=6))
def remind_to_read(*, by: Actor, at: datetime) -> None:
    """When a procedure counts, on the day until which to read it, a week and a month late."""
    today = office_day(at)
    sent = Circulation.objects.filter(ended_at__isnull=True).values_list("article_id", flat=True)
    for chain in chains_of(set(sent)).values():
        for version in chain:
            if counts_on(version, today):
                readers = readers_of(version, at=at, on=today)
                people = [Told(version, one.member, one.due_on) for one in readers if not one.has_read]
                tell(_and_supervisors(people, today), purpose=Purpose.READ, on=today, at=at)


@every(timedelta(hours=24))
def run_policy_tests(*, by: Actor, at: datetime) -> None:
    """A new day brings other texts into force without anybody's act."""
    note_run(Cause.DAY, "", by=by, at=at)


def _and_supervisors(people: list[Told], today: date) -> list[Told]:
    """With the supervisors of those for whom it is a month late."""
    late = [one for one in people if stage_on(one.due_on, today) == MONTH_LATE]
    above = [
        Told(one.version, one.member.supervisor, one.due_on)
        for one in late
        if one.member.supervisor is not None
    ]
    return [*people, *above]

"""Who could have a case, with what speaks for and against each (STF-13). Hints only: a person assigns."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frontoffice.authority import conflicts
from frontoffice.authority.models import Certification, StaffMember
from frontoffice.cases.models import Case, Status
from frontoffice.cases.queries.company import colleagues
from frontoffice.supervision.models import Skill, SkillKind

EXPERIENCE = timedelta(days=365)
MOST = 60
USUAL_LANGUAGE = "en"


@dataclass(frozen=True)
class Candidate:
    """A colleague who may reply. `conflict`: an interest on record keeps them out of the case."""

    member: StaffMember
    open: int
    late: int
    done: int
    knows_topic: bool
    knows_language: bool
    conflict: bool
    full: bool
    certifications: Sequence[str] = field(default_factory=tuple)

    def fits(self, case: Case) -> tuple[bool, bool, bool, bool, int, int, str]:
        """The order of the list, best first."""
        return (
            self.conflict,
            self.member.unit_id != case.unit_id,
            not self.knows_language,
            self.full,
            -(self.knows_topic or self.done > 0),
            self.open,
            self.member.actor.name,
        )


def candidates(case: Case, *, at: datetime) -> Sequence[Candidate]:
    """Who could have the case, best first. Seven queries, however many colleagues."""
    found = list(colleagues(at=at).select_related("actor", "unit")[:MOST])
    ids = [member.pk for member in found]
    loads = _loads(ids, at=at)
    usual = sorted(load[0] for load in loads.values())[len(loads) // 2] if loads else 0
    done = _done(case, ids, at=at)
    skills = set(
        Skill.objects.filter(staff_member__in=ids, ended_at=None).values_list("staff_member", "kind", "code")
    )
    kept_out = conflicts.conflicted(_keys(case), at=at)
    held = _certifications(found, at=at)
    topics = {case.topic.code, case.topic.parent.code if case.topic.parent is not None else case.topic.code}
    made = [
        Candidate(
            member=member,
            open=loads.get(member.pk, (0, 0))[0],
            late=loads.get(member.pk, (0, 0))[1],
            done=done.get(member.pk, 0),
            knows_topic=any((member.pk, SkillKind.TOPIC, code) in skills for code in topics),
            knows_language=case.language == USUAL_LANGUAGE
            or (member.pk, SkillKind.LANGUAGE, case.language) in skills,
            conflict=member.actor_id in kept_out,
            full=loads.get(member.pk, (0, 0))[0] > max(2 * usual, 10),
            certifications=held.get(member.actor_id, ()),
        )
        for member in found
    ]
    return sorted(made, key=lambda candidate: candidate.fits(case))


def said_of(candidate: Candidate, case: Case) -> list[tuple[str, str]]:
    """What speaks for and against, as (tone, words): the page shows them side by side."""
    said: list[tuple[str, str]] = []
    if candidate.conflict:
        said.append(("urgent", _("Personally involved")))
    if candidate.member.unit_id != case.unit_id:
        said.append(("neutral", _("Another unit")))
    if not candidate.knows_language:
        said.append(("warning", _("Language not noted: %(language)s") % {"language": case.language}))
    elif case.language != USUAL_LANGUAGE:
        said.append(("done", _("Speaks %(language)s") % {"language": case.language}))
    if candidate.knows_topic:
        said.append(("done", _("Knows the topic")))
    if candidate.done:
        words = ngettext(
            "%(n)s case of this topic in a year", "%(n)s cases of this topic in a year", candidate.done
        )
        said.append(("done", words % {"n": candidate.done}))
    said += [("done", name) for name in candidate.certifications]
    if candidate.full:
        said.append(("warning", _("Has much more than others")))
    if candidate.late:
        said.append(("warning", ngettext("%(n)s late", "%(n)s late", candidate.late) % {"n": candidate.late}))
    return said


def _loads(ids: list[int], *, at: datetime) -> dict[int, tuple[int, int]]:
    """Open and late cases of each."""
    rows = Case.objects.filter(assignee__in=ids, status=Status.OPEN).order_by()
    opened = dict(rows.values_list("assignee_id").annotate(Count("pk")))
    late = dict(rows.filter(due_on__lt=at.date()).values_list("assignee_id").annotate(Count("pk")))
    return {pk: (opened.get(pk, 0), late.get(pk, 0)) for pk in ids}


def _done(case: Case, ids: list[int], *, at: datetime) -> dict[int, int]:
    """How many cases of the topic each has resolved in the last year."""
    rows = Case.objects.filter(
        assignee__in=ids, topic=case.topic_id, status=Status.RESOLVED, resolved_at__gt=at - EXPERIENCE
    )
    return dict(rows.order_by().values_list("assignee_id").annotate(Count("pk")))


def _keys(case: Case) -> set[conflicts.Key]:
    return conflicts.keys_of(case) | conflicts.keys_of(case.customer)


def _certifications(members: list[StaffMember], *, at: datetime) -> dict[int, tuple[str, ...]]:
    """What certifications each holds now."""
    rows = Certification.objects.filter(
        actor__in=[member.actor_id for member in members], from_at__lte=at, withdrawn_at__isnull=True
    ).exclude(until__lte=at)
    found: dict[int, tuple[str, ...]] = {}
    for actor, name in rows.order_by("kind__name").values_list("actor_id", "kind__name").distinct():
        found[actor] = (*found.get(actor, ()), name)
    return found

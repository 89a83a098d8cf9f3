"""The post of an automated representative, what it did with each inquiry, and the sentences of its drafts."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class Outcome(models.TextChoices):
    """What it did with an inquiry. Could not: what it wanted to do was refused. Left: it did nothing, for a reason."""

    DRAFTED = "drafted", _("Drafted")
    REFERRED = "referred", _("Referred to a person")
    COULD_NOT = "could_not", _("Could not")
    LEFT = "left", _("Left to a person")


class Why(models.TextChoices):
    """Why there is no draft."""

    NOT_SURE = "not_sure", _("No text of ours answers this well enough.")
    NOT_UNDERSTOOD = "not_understood", _("The question says too little to look anything up.")
    INTERNAL = "internal", _("What answers is for staff only.")
    OVERDUE = "overdue", _("The text that answers is overdue for review.")
    STALE = "stale", _("The translation that answers is behind its source.")
    NO_TEXTS = "no_texts", _("We have no texts in the customer’s language.")
    WANTS_PERSON = "wants_person", _("The customer asks for a person.")
    REFUSED = "refused", _("An act was refused.")
    CEILING = "ceiling", _("It had done its number of inquiries for the day.")


class Decision(models.TextChoices):
    """What became of a draft. Withdrawn: a person works on the case; the draft is a suggestion for them."""

    RELEASED = "released", _("Released unchanged")
    EDITED = "edited", _("Released as a person edited it")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn for a person")


class RejectReason(models.TextChoices):
    """Why a person rejects a draft."""

    WRONG_ANSWER = "wrong_answer", _("The answer is wrong")
    WRONG_PASSAGE = "wrong_passage", _("It rests on the wrong text")
    INCOMPLETE = "incomplete", _("It leaves out something that was asked")
    OUTDATED = "outdated", _("The text is out of date")
    NEEDS_PERSON = "needs_person", _("This needs a person")
    TONE = "tone", _("The tone is wrong")
    OTHER = "other", _("Something else")


# What our texts would have to say better: these reasons become knowledge gaps (INQ-7).
FEEDS_GAPS = frozenset(
    {RejectReason.WRONG_ANSWER, RejectReason.WRONG_PASSAGE, RejectReason.INCOMPLETE, RejectReason.OUTDATED}
)


class AutomatedPost(models.Model):
    """Which staff member is an automated representative, whether it works now, and on what.

    Without topics, units or languages it works on all of them. `daily_ceiling` is how many inquiries it takes up on one
    office day. Only while `on` does it act at all; who switched it last, and when, is kept beside it.
    """

    reference = ReferenceField()
    staff_member = models.OneToOneField(
        "authority.StaffMember", models.PROTECT, related_name="automated_post"
    )
    on = models.BooleanField(default=False)
    switched_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    switched_at = models.DateTimeField(null=True)
    topics = models.ManyToManyField("cases.Topic", related_name="+")
    units = models.ManyToManyField("foundation.Unit", related_name="+")
    languages = models.JSONField(default=list)
    daily_ceiling = models.PositiveIntegerField(default=200)

    class Meta:
        verbose_name = _("post of an automated representative")
        constraints = [
            models.CheckConstraint(
                condition=Q(on=False) | Q(switched_by__isnull=False, switched_at__isnull=False),
                name="automated_post_switched_on_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.staff_member_id}: {'on' if self.on else 'off'}"


class Attempt(models.Model):
    """One inquiry that an automated representative took up, once: what it tried, and what became of it.

    `on` is the office day whose texts it read. `tried` holds for each question that it found in the customer's words:
    `asked`, `language`, `words` (stems looked for), `confidence` (0 to 1), `found` (passage id, score, and why it fell
    short, empty where it did not), `choices` (ids of the passages whose articles it asked back with). `notice` is the
    part of the draft that says that it was made automatically. A draft is decided once; `edited_message` is the
    message that a person sent instead, `message` stays as it was drafted.
    """

    reference = ReferenceField()
    post = models.ForeignKey(AutomatedPost, models.PROTECT, related_name="attempts")
    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="attempt")
    topic = models.ForeignKey("cases.Topic", models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=9, choices=Outcome.choices)
    why = models.CharField(max_length=14, choices=Why.choices, blank=True)
    refusal = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=10)
    on = models.DateField()
    at = models.DateTimeField()
    tried = models.JSONField(default=list)
    notice = models.TextField(blank=True)
    message = models.OneToOneField(
        "correspondence.Message", models.PROTECT, null=True, related_name="attempt"
    )
    decision = models.CharField(max_length=9, choices=Decision.choices, blank=True)
    decided_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=13, choices=RejectReason.choices, blank=True)
    comment = models.CharField(max_length=1000, blank=True)
    edited_message = models.OneToOneField(
        "correspondence.Message", models.PROTECT, null=True, related_name="edited_attempt"
    )

    class Meta:
        verbose_name = _("attempt of an automated representative")
        indexes = [
            models.Index(fields=["post", "on"]),
            models.Index(fields=["at"]),
            models.Index(
                fields=["id"], condition=Q(outcome="drafted", decision=""), name="attempt_undecided"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="attempt_outcome_known"),
            models.CheckConstraint(
                condition=Q(outcome="drafted", message__isnull=False, why="")
                | (~Q(outcome="drafted") & Q(message__isnull=True, why__in=Why.values, decision="")),
                name="attempt_drafted_or_says_why",
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True, decided_by__isnull=True)
                | Q(decision__in=Decision.values, decided_at__isnull=False),
                name="attempt_decided_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(decision="rejected", reason__in=RejectReason.values)
                | (~Q(decision="rejected") & Q(reason="")),
                name="attempt_rejected_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(decision="edited", edited_message__isnull=False)
                | (~Q(decision="edited") & Q(edited_message__isnull=True)),
                name="attempt_edited_keeps_both",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.outcome}"


class Sentence(models.Model):
    """A sentence of a draft: characters `start` to `end` of the text of a passage, word for word, cited as `number`."""

    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="sentences")
    position = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    passage = models.ForeignKey("knowledge.Passage", models.PROTECT, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        ordering = ["attempt", "position"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "position"], name="sentence_position_once"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="sentence_has_words"),
        ]

    def __str__(self) -> str:
        return f"[{self.number}] {self.start}-{self.end}"


_DECIDED = ["decision", "decided_by_id", "decided_at", "reason", "comment", "edited_message_id"]
guards.keep(AutomatedPost, may_change=["on", "switched_by_id", "switched_at", "languages", "daily_ceiling"])
guards.keep(Attempt, may_change=_DECIDED)
guards.keep(Sentence)

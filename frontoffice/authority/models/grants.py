"""Powers, acts that were refused, keyed calls and tokens."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class Effect(models.TextChoices):
    """What a row does: gives a power, or narrows what other rows give (a dated restriction)."""

    GIVES = "gives", _("gives")
    NARROWS = "narrows", _("narrows")


class Source(models.TextChoices):
    """Where a grant comes from."""

    LEVEL = "level", _("the level of the post")
    ADDED = "added", _("added for this person")
    ACTING = "acting", _("acting for a colleague")
    STATUS = "status", _("probation or training")


class Grant(models.Model):
    """The dated power of one actor to do one action, within limits (STF-2). A limit that is null limits nothing.

    `confidentiality_limit`: 0 public to 3 restricted; `complexity_limit`: 1 routine to 3 highly complex. With
    `needs_approval` the holder may ask for the act; somebody who holds the power outright decides. `review_share` is
    the share, 0 to 1, of the acts that a colleague reads before they go out (STF-5). `certification` names a kind of
    certification without which the grant is as none (STF-6). A row that narrows lowers what the others give, in its
    unit and program or everywhere: with limits to them, otherwise to nothing.
    """

    reference = ReferenceField()
    actor = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="grants")
    action = models.CharField(max_length=100)
    effect = models.CharField(max_length=8, choices=Effect.choices, default=Effect.GIVES)
    source = models.CharField(max_length=8, choices=Source.choices, default=Source.ADDED)
    unit = models.ForeignKey("foundation.Unit", models.PROTECT, null=True, related_name="+")
    program = models.CharField(max_length=40, blank=True)
    amount_limit = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    confidentiality_limit = models.PositiveSmallIntegerField(null=True)
    complexity_limit = models.PositiveSmallIntegerField(null=True)
    needs_approval = models.BooleanField(default=False)
    review_share = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    certification = models.CharField(max_length=40, blank=True)
    acting_for = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)
    from_at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    granted_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["actor", "action"]), models.Index(fields=["action"])]
        constraints = [
            models.CheckConstraint(condition=~Q(actor=F("granted_by")), name="grant_never_to_oneself"),
            models.CheckConstraint(condition=Q(effect__in=Effect.values), name="grant_effect_known"),
            models.CheckConstraint(condition=Q(source__in=Source.values), name="grant_source_known"),
            models.CheckConstraint(
                condition=Q(amount_limit__isnull=True) | Q(amount_limit__gte=0),
                name="grant_limit_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(confidentiality_limit__isnull=True) | Q(confidentiality_limit__lte=3),
                name="grant_confidentiality_known",
            ),
            models.CheckConstraint(
                condition=Q(complexity_limit__isnull=True)
                | Q(complexity_limit__gte=1, complexity_limit__lte=3),
                name="grant_complexity_known",
            ),
            models.CheckConstraint(
                condition=Q(review_share__isnull=True) | Q(review_share__gte=0, review_share__lte=1),
                name="grant_share_is_a_share",
            ),
            models.CheckConstraint(
                condition=Q(acting_for__isnull=True) | ~Q(acting_for=F("actor")),
                name="grant_acting_for_another",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("from_at")), name="grant_until_after_from"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="grant_revoked_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} for {self.actor_id}"


class Refusal(models.Model):
    """An act that was refused: who, what, which part of the rules said no (X3, REC-5). No text, no personal data."""

    action = models.CharField(max_length=100)
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    code = models.CharField(max_length=80)
    part = models.CharField(max_length=20)
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["by", "id"])]

    def __str__(self) -> str:
        return f"{self.action}: {self.code}"


class KeyedCall(models.Model):
    """An action done under an idempotency key: the same key with the same body gets the same answer, once (X6)."""

    actor = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    action = models.CharField(max_length=100)
    key = models.CharField(max_length=100)
    body_hash = models.CharField(max_length=64)
    answer = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"])]
        constraints = [models.UniqueConstraint(fields=["actor", "action", "key"], name="keyed_call_once")]

    def __str__(self) -> str:
        return f"{self.action} {self.key}"


class Token(models.Model):
    """A program's key to the API and the command line: hashed, scoped to actions, expiring, revocable."""

    reference = ReferenceField()
    actor = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=100)
    hash = models.CharField(max_length=100, unique=True)
    scopes = models.JSONField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    issued_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


guards.keep(Grant, may_change=["until", "revoked_at", "revoked_by_id"], settled_when="revoked_at")
guards.keep(Token, may_change=["revoked_at"], settled_when="revoked_at")
guards.keep(Refusal)

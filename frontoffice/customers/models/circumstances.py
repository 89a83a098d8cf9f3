"""What counts when somebody is served: preferences, the household, particulars, and flags (ACC-15)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.customers.models.indexing import those_set_aside
from frontoffice.customers.models.parties import Party
from frontoffice.customers.models.safety import Viewers
from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class Format(models.TextChoices):
    STANDARD = "standard", _("Standard")
    LARGE_PRINT = "large_print", _("Large print")
    BRAILLE = "braille", _("Braille")
    AUDIO = "audio", _("Audio")
    PLAIN = "plain", _("Plain language")


class PreferredChannel(models.TextChoices):
    ANY = "any", _("No preference")
    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Telephone")
    TEXT = "text", _("Text message")
    POST = "post", _("Letter")


class Interpreter(models.TextChoices):
    NONE = "none", _("None")
    SPOKEN = "spoken", _("Interpreter")
    SIGN = "sign", _("Sign language interpreter")
    RELAY = "relay", _("Relay service (TTY, VRS)")


class Preferences(models.Model):
    """How a party wants to be served from `recorded_at` on; the newest row counts, the earlier ones stay (X2)."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="preferences")
    language = models.CharField(max_length=10)
    interpreter = models.CharField(max_length=8, choices=Interpreter.choices, default=Interpreter.NONE)
    interpreter_language = models.CharField(max_length=10, blank=True)
    format = models.CharField(max_length=12, choices=Format.choices, default=Format.STANDARD)
    channel = models.CharField(max_length=8, choices=PreferredChannel.choices, default=PreferredChannel.ANY)
    note = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    set_aside_in = models.ForeignKey(
        "customers.Merge", models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = verbose_name_plural = _("preferences")
        indexes = [models.Index(fields=["party", "-id"]), those_set_aside("preferences_set_aside")]
        constraints = [
            models.CheckConstraint(
                condition=Q(format__in=Format.values, channel__in=PreferredChannel.values)
                & Q(interpreter__in=Interpreter.values)
                & ~Q(language=""),
                name="preferences_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.party_id}: {self.language}, {self.format}, {self.channel}"


class Membership(models.Model):
    """Somebody belongs to a household from `since` until `until_on`, as their `role` says."""

    reference = ReferenceField()
    household = models.ForeignKey(Party, models.PROTECT, related_name="members")
    member = models.ForeignKey(Party, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=60, blank=True)
    since = models.DateField()
    until_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("membership of a household")
        indexes = [models.Index(fields=["household", "since"]), models.Index(fields=["member", "since"])]
        constraints = [
            models.CheckConstraint(condition=~Q(household=F("member")), name="membership_of_another"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("since")),
                name="membership_until_after_since",
            ),
            models.UniqueConstraint(
                fields=["household", "member"], condition=Q(until_on__isnull=True), name="membership_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.household_id}"


class ParticularKind(models.TextChoices):
    BORN = "born", _("Born")
    FOUNDED = "founded", _("Founded")


class Particular(models.Model):
    """A date that is on record of a party; the newest row of a kind counts, the earlier ones stay (X2)."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="particulars")
    kind = models.CharField(max_length=10, choices=ParticularKind.choices)
    day = models.DateField()
    evidence = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    set_aside_in = models.ForeignKey(
        "customers.Merge", models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = _("particular")
        indexes = [
            models.Index(fields=["party", "kind", "-id"]),
            models.Index(fields=["kind", "day"]),
            those_set_aside("particular_set_aside"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ParticularKind.values), name="particular_kind_known")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.party_id}"


class FlagKind(models.Model):
    """A kind of flag that the agency added, or how it changed a shipped one of the same code."""

    reference = ReferenceField()
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    handling = models.CharField(max_length=300)
    viewers = models.CharField(max_length=10, choices=Viewers.choices, default=Viewers.STAFF)
    active = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("kind of flag")

    def __str__(self) -> str:
        return self.name


class Flag(models.Model):
    """A circumstance with its own handling and its own viewers: deceased, minor, under investigation … (ACC-15).

    `concerns` is the other party that it names, such as the guardian. Dated as all else: it counts from `from_on`,
    until `until_on`.
    """

    reference = ReferenceField()
    party = models.ForeignKey(Party, models.PROTECT, related_name="flags")
    kind = models.CharField(max_length=40)
    note = models.CharField(max_length=500, blank=True)
    concerns = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    viewers = models.CharField(max_length=10, choices=Viewers.choices)
    unit = models.ForeignKey("foundation.Unit", models.PROTECT, null=True, related_name="+")
    evidence = models.CharField(max_length=200, blank=True)
    received_on = models.DateField()
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    ended_because = models.CharField(max_length=300, blank=True)
    set_aside_in = models.ForeignKey(
        "customers.Merge", models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = _("flag")
        indexes = [models.Index(fields=["party", "kind"]), those_set_aside("flag_set_aside")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="") & Q(viewers__in=Viewers.values), name="flag_says_what"
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="flag_until_after_from",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.party_id}"


guards.keep(Preferences, may_change=["set_aside_in_id"])
guards.keep(Membership, may_change=["until_on", "ended_at", "ended_by_id"])
guards.keep(Particular, may_change=["set_aside_in_id"])
guards.keep(Flag, may_change=["until_on", "ended_at", "ended_by_id", "ended_because", "set_aside_in_id"])

"""Numbers that others gave to a party: sealed, found by a keyed hash, shown masked."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.customers.models.indexing import those_set_aside
from frontoffice.customers.models.parties import Party
from frontoffice.foundation import guards
from frontoffice.foundation.crypto import HASH_LENGTH
from frontoffice.foundation.references import ReferenceField


class IdentifierKind(models.Model):
    """A kind of identifier that the agency added, or how it changed a shipped one of the same code.

    `validator` is a module of the standard-number library (`us.ssn`), `pattern` an expression for what has none;
    `strong`: two different values are a conflict, one value twice is the same party (ACC-8).
    """

    reference = ReferenceField()
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    validator = models.CharField(max_length=60, blank=True)
    pattern = models.CharField(max_length=200, blank=True)
    strong = models.BooleanField(default=False)
    active = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("kind of identifier")

    def __str__(self) -> str:
        return self.name


class Identifier(models.Model):
    """An identifier of a party. The value is only in `sealed`; `hashed` finds it by the exact value.

    Both name the key that they were made with, and change only when keys are rotated. `issuer` is who gave it (a
    state, a country).
    """

    reference = ReferenceField()
    party = models.ForeignKey(Party, models.PROTECT, related_name="identifiers")
    kind = models.CharField(max_length=40)
    issuer = models.CharField(max_length=60, blank=True)
    sealed = models.TextField()
    hashed = models.CharField(max_length=HASH_LENGTH)
    expires_on = models.DateField(null=True)
    evidence = models.CharField(max_length=200, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    set_aside_in = models.ForeignKey(
        "customers.Merge", models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = _("identifier")
        indexes = [
            models.Index(fields=["hashed"]),
            models.Index(fields=["party", "kind"]),
            those_set_aside("identifier_set_aside"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="") & ~Q(sealed="") & ~Q(hashed=""), name="identifier_is_sealed"
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="identifier_until_after_from",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"


guards.keep(
    Identifier, may_change=["sealed", "hashed", "until_on", "ended_at", "ended_by_id", "set_aside_in_id"]
)

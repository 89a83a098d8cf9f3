"""Data entry: batches of paper forms that are keyed, some of them twice, and the records that come of it (tx.11)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.cases.models.cases import Case
from frontoffice.cases.models.topics import Topic
from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class PaperForm(models.Model):
    """A paper form and its fields, in the order in which they are keyed.

    `fields` is a list of {"name", "label", "kind": text | number | date | choice, "required", "choices"}; `sum_field`
    names the number that is added up against the header of a batch.
    """

    reference = ReferenceField()
    name = models.CharField(max_length=120)
    fields = models.JSONField()
    sum_field = models.CharField(max_length=40, blank=True)
    active = models.BooleanField(default=True)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("paper form")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="paper_form_named"),
            models.UniqueConstraint(fields=["name"], condition=Q(active=True), name="paper_form_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Batch(models.Model):
    """A bundle of one form that came in together, with what its header says: how many, and what they add up to.

    `twice` asks for second keying by another person. `topic` opens a case for each. `received_on` is when the office
    had the paper (X1).
    """

    reference = ReferenceField()
    form = models.ForeignKey(PaperForm, models.PROTECT, related_name="batches")
    title = models.CharField(max_length=200)
    unit = models.ForeignKey("foundation.Unit", models.PROTECT, related_name="+")
    received_on = models.DateField()
    count = models.PositiveIntegerField()
    total = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    twice = models.BooleanField(default=False)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, related_name="+")
    made_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    closed_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    differs_because = models.CharField(max_length=1000, blank=True)

    class Meta:
        verbose_name = _("batch")
        verbose_name_plural = _("batches")
        indexes = [models.Index(fields=["-id"], condition=Q(closed_at__isnull=True), name="batch_open")]
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & Q(count__gte=1), name="batch_has_header")
        ]

    def __str__(self) -> str:
        return self.title


class ItemState(models.TextChoices):
    FIRST = "first", _("To key")
    SECOND = "second", _("To key again")
    DIFFERS = "differs", _("To settle")
    DONE = "done", _("Keyed")


class Item(models.Model):
    """One sheet of a batch, and who keys it: `first` and `second` are never the same person."""

    reference = ReferenceField()
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="items")
    position = models.PositiveIntegerField()
    file = models.ForeignKey("foundation.StoredFile", models.PROTECT, null=True, related_name="+")
    first = models.ForeignKey("authority.StaffMember", models.PROTECT, null=True, related_name="+")
    second = models.ForeignKey("authority.StaffMember", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=7, choices=ItemState.choices, default=ItemState.FIRST)

    class Meta:
        verbose_name = _("sheet of a batch")
        indexes = [
            models.Index(fields=["first", "batch"], condition=Q(state="first"), name="item_first"),
            models.Index(fields=["second", "batch"], condition=Q(state="second"), name="item_second"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["batch", "position"], name="item_position_once"),
            models.CheckConstraint(condition=Q(state__in=ItemState.values), name="item_state_known"),
            models.CheckConstraint(
                condition=Q(second__isnull=True) | ~Q(second=F("first")), name="item_keyed_by_two"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.position}"


class Keying(models.Model):
    """What one person keyed of a sheet: a draft until `done_at`, and then as it is for ever."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="keyings")
    turn = models.PositiveSmallIntegerField()
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    given = models.JSONField()
    begun_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["by", "done_at"])]
        constraints = [
            models.UniqueConstraint(fields=["item", "turn"], name="keyed_once_a_turn"),
            models.UniqueConstraint(fields=["item", "by"], name="keyed_by_another"),
            models.CheckConstraint(condition=Q(turn__gte=1, turn__lte=2), name="keyed_once_or_twice"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} turn {self.turn}"


class KeyedRecord(models.Model):
    """A sheet's values as they stand, and the case that was opened for it.

    `settled_by` chose where two differed: a third person, or the lead.
    """

    reference = ReferenceField()
    item = models.OneToOneField(Item, models.PROTECT, related_name="record")
    given = models.JSONField()
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    settled_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    case = models.OneToOneField(Case, models.PROTECT, null=True, related_name="keyed_record")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("keyed record")

    def __str__(self) -> str:
        return f"record of {self.item_id}"


class Difference(models.Model):
    """A field in which the two keyings differed, and whose was wrong (empty: both)."""

    record = models.ForeignKey(KeyedRecord, models.PROTECT, related_name="differences")
    field = models.CharField(max_length=40)
    first_wrong = models.BooleanField()
    second_wrong = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "field"], name="difference_once"),
            models.CheckConstraint(
                condition=Q(first_wrong=True) | Q(second_wrong=True), name="difference_somebody_wrong"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_id}: {self.field}"


guards.keep(PaperForm, may_change=["active"])
guards.keep(Batch, may_change=["closed_by_id", "closed_at", "differs_because"])
guards.keep(Item, may_change=["first_id", "second_id", "state"])
guards.keep(Keying, may_change=["given", "done_at"], settled_when="done_at")
guards.keep(KeyedRecord)
guards.keep(Difference)

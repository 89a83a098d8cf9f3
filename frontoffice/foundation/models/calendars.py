"""Office calendars as rows: weekly hours, and days that differ. Use them through `foundation.calendars`."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class OfficeCalendar(models.Model):
    """When offices are open; several offices may share one, each in its own time zone.

    `subdivision` is the state or territory (US postal code) whose holidays were the seed. `revision` changes
    with every edit, so that what was loaded before is known to be old.
    """

    reference = ReferenceField()
    name = models.CharField(max_length=120, unique=True)
    subdivision = models.CharField(max_length=2, blank=True)
    revision = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta:
        ordering = ["name"]
        verbose_name = _("office calendar")
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="calendar_named")]

    def __str__(self) -> str:
        return self.name


class CalendarEntry(models.Model):
    """What every line of a calendar has: who wrote it and when, who took it back (X2: never edited)."""

    reference = ReferenceField()
    recorded_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


WITHDRAWAL = ["withdrawn_by_id", "withdrawn_at", "withdrawn_reason"]


class WeeklyHours(CalendarEntry):
    """The hours of an ordinary week from a date on, until the next WeeklyHours of the calendar begins."""

    calendar = models.ForeignKey(OfficeCalendar, models.PROTECT, related_name="weekly_hours")
    effective_from = models.DateField()

    class Meta:
        ordering = ["calendar", "effective_from"]
        verbose_name = _("weekly hours")
        constraints = [
            models.UniqueConstraint(
                fields=["calendar", "effective_from"],
                condition=Q(withdrawn_at__isnull=True),
                name="weekly_hours_one_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.calendar_id} from {self.effective_from}"


class Weekday(models.IntegerChoices):
    """Numbered as Python's date.weekday() does."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class OpenInterval(models.Model):
    """From when to when, in local time. An end at or before the start is on the next day: 22:00 to 02:00,
    00:00 to 00:00.

    Where `counts` is false the doors are open but no deadline runs: the counter on Saturday mornings.
    """

    opens = models.TimeField()
    closes = models.TimeField()
    counts = models.BooleanField(default=True)

    class Meta:
        abstract = True


class WeeklyInterval(OpenInterval):
    """One interval of one weekday; a lunch closure is two intervals."""

    hours = models.ForeignKey(WeeklyHours, models.PROTECT, related_name="intervals")
    weekday = models.PositiveSmallIntegerField(choices=Weekday.choices)

    class Meta:
        ordering = ["hours", "weekday", "opens"]
        constraints = [
            models.UniqueConstraint(fields=["hours", "weekday", "opens"], name="weekly_interval_once"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="weekly_interval_on_a_weekday"),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}-{self.closes:%H:%M}"


class SpecialDayKind(models.TextChoices):
    HOLIDAY = "holiday", _("Holiday")
    CLOSURE = "closure", _("Closure")
    HOURS = "hours", _("Special hours")


class SpecialDay(CalendarEntry):
    """A date that differs from the ordinary week: for all offices on a calendar, or for one office alone.

    One office's line goes before the calendar's; a closure or special hours go before a holiday, so that an
    office may open on one. `seeded` says that the line came from the public list of holidays.
    """

    calendar = models.ForeignKey(OfficeCalendar, models.PROTECT, null=True, related_name="special_days")
    office = models.ForeignKey("foundation.Office", models.PROTECT, null=True, related_name="special_days")
    date = models.DateField()
    kind = models.CharField(max_length=8, choices=SpecialDayKind.choices)
    reason = models.CharField(max_length=200)
    seeded = models.BooleanField(default=False)

    class Meta:
        ordering = ["date", "id"]
        verbose_name = _("special day")
        constraints = [
            models.CheckConstraint(
                condition=Q(calendar__isnull=False, office__isnull=True)
                | Q(calendar__isnull=True, office__isnull=False),
                name="special_day_of_a_calendar_or_an_office",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=SpecialDayKind.values), name="special_day_kind_known"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="special_day_has_a_reason"),
            models.UniqueConstraint(
                fields=["calendar", "date"],
                condition=Q(withdrawn_at__isnull=True, kind="holiday"),
                name="special_day_one_holiday",
            ),
            models.UniqueConstraint(
                fields=["calendar", "date"],
                condition=Q(withdrawn_at__isnull=True) & ~Q(kind="holiday"),
                name="special_day_one_of_a_calendar",
            ),
            models.UniqueConstraint(
                fields=["office", "date"],
                condition=Q(withdrawn_at__isnull=True) & ~Q(kind="holiday"),
                name="special_day_one_of_an_office",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.reason}"


class SpecialInterval(OpenInterval):
    """One interval of a day with special hours."""

    day = models.ForeignKey(SpecialDay, models.PROTECT, related_name="intervals")

    class Meta:
        ordering = ["day", "opens"]
        constraints = [models.UniqueConstraint(fields=["day", "opens"], name="special_interval_once")]

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}-{self.closes:%H:%M}"


guards.keep(WeeklyHours, may_change=WITHDRAWAL)
guards.keep(SpecialDay, may_change=WITHDRAWAL)
guards.keep(WeeklyInterval)
guards.keep(SpecialInterval)

"""The agency, its offices and its units."""

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation.clock import UnknownTimeZone, zone_named
from frontoffice.foundation.references import ReferenceField


def validate_time_zone(name: str) -> None:
    """Refuse what is not a name of the IANA time zone database, such as America/New_York."""
    try:
        zone_named(name)
    except UnknownTimeZone as unknown:
        raise ValidationError(str(unknown), code="unknown_time_zone") from None


def validate_language(code: str) -> None:
    """Refuse a language that this installation does not offer."""
    if code not in dict(settings.LANGUAGES):
        raise ValidationError(_("This installation does not offer that language."), code="unknown_language")


if TYPE_CHECKING:
    _Text = models.CharField[str, str]
else:
    _Text = models.CharField


class TimeZoneField(_Text):
    """A time zone by its IANA name. What is not one can't be stored, whichever way it comes."""

    def __init__(self, *args: Any, **options: Any) -> None:
        given: dict[str, Any] = {"max_length": 64, "validators": [validate_time_zone]} | options
        super().__init__(*args, **given)

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        """Raises UnknownTimeZone: offices can't be saved into a zone that no clock knows."""
        if isinstance(value, str):
            zone_named(value)
        return super().get_db_prep_save(value, connection)


class Agency(models.Model):
    """The agency of this installation: exactly one row, number 1."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    default_language = models.CharField(max_length=35, default="en-us", validators=[validate_language])
    default_time_zone = TimeZoneField(default="America/New_York")

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="agency_only_one"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(short_name=""), name="agency_named"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return zone_named(self.default_time_zone)


class Office(models.Model):
    """A place where the agency serves the public, with its own clock and calendar (X1: dates are local to
    it).

    `code` is short and stands in numbers and reports (HQ, WEST). An office that closes for good becomes
    inactive.
    """

    reference = ReferenceField()
    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=200)
    time_zone = TimeZoneField()
    address = models.TextField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    calendar = models.ForeignKey("foundation.OfficeCalendar", models.PROTECT, related_name="offices")
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name", "id"]
        verbose_name = _("office")
        constraints = [
            models.CheckConstraint(condition=~Q(code="") & ~Q(name=""), name="office_named"),
            models.CheckConstraint(condition=~Q(time_zone=""), name="office_has_a_time_zone"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return zone_named(self.time_zone)


class Unit(models.Model):
    """A part of the agency that owns work: a section, a team, a counter; in an office or in none."""

    reference = ReferenceField()
    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="units")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name", "id"]
        verbose_name = _("unit")
        constraints = [
            models.CheckConstraint(condition=~Q(code="") & ~Q(name=""), name="unit_named"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="unit_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name

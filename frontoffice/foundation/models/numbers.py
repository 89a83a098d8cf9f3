"""Series of gap-free numbers as rows."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class NumberSeries(models.Model):
    """The last number given out in one series, one year and one scope (CASH-13).

    `year` is 0 where a series runs on for ever; `scope` is empty, or what parts the series: an office's code,
    a drawer. The row is the lock: whoever takes a number holds it until the transaction ends.
    """

    name = models.CharField(max_length=40)
    scope = models.CharField(max_length=40, blank=True, default="")
    year = models.PositiveSmallIntegerField(default=0)
    last = models.PositiveBigIntegerField(default=0)
    last_taken_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name", "scope", "year"]
        verbose_name = _("number series")
        verbose_name_plural = _("number series")
        constraints = [
            models.UniqueConstraint(fields=["name", "scope", "year"], name="number_series_once"),
            models.CheckConstraint(condition=~Q(name=""), name="number_series_named"),
            models.CheckConstraint(
                condition=Q(last=0, last_taken_at__isnull=True) | Q(last__gt=0, last_taken_at__isnull=False),
                name="number_series_says_when",
            ),
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.name, self.scope, str(self.year or "")) if part)

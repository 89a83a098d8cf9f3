"""What changed on a case, with the value before and after (X2)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from frontoffice.cases.models.cases import Case
from frontoffice.cases.models.record import Note
from frontoffice.foundation import guards


class CaseChange(models.Model):
    """One value of a case, before and after. `path` is stage, priority, complexity, or fields.<name>."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="changes")
    path = models.CharField(max_length=100)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    note = models.ForeignKey(Note, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("change of a case")
        indexes = [models.Index(fields=["case", "path", "id"], name="case_change")]
        constraints = [models.CheckConstraint(condition=~Q(path=""), name="case_change_names_what")]

    def __str__(self) -> str:
        return f"{self.path} of {self.case_id}"


guards.keep(CaseChange)

"""Documents of a case: a name, and its versions. No version is ever replaced (X2)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from frontoffice.cases.models.cases import Case
from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class Document(models.Model):
    """A named document; its highest version is the current one."""

    reference = ReferenceField()
    case = models.ForeignKey(Case, models.PROTECT, related_name="documents")
    name = models.CharField(max_length=200)
    made_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("document")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="document_named"),
            models.UniqueConstraint(fields=["case", "name"], name="document_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class DocumentVersion(models.Model):
    """One version: the file, who put it there and why."""

    reference = ReferenceField()
    document = models.ForeignKey(Document, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    file = models.ForeignKey("foundation.StoredFile", models.PROTECT, related_name="+")
    why = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("version of a document")
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="document_version_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="document_version_from_one"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(why=""), name="document_version_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} v{self.number}"


class SignOff(models.Model):
    """A colleague who did not make this version agrees to it."""

    version = models.OneToOneField(DocumentVersion, models.PROTECT, related_name="signed_off")
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.version_id} signed off"


guards.keep(Document)
guards.keep(DocumentVersion)
guards.keep(SignOff)

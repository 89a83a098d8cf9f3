"""Files as rows; their bytes lie in settings.FILES_DIR under their hash."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class StoredFile(models.Model):
    """One file that somebody handed in or the office made. Never edited: a better scan is another file.

    `sha256` is where the bytes lie; rows with the same content share them. `content_type` is what the bytes
    are, not what the sender said. `name` is safe to show and to save under. `stored_by` is null for what the
    system made itself.
    """

    reference = ReferenceField()
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=100)
    name = models.CharField(max_length=120)
    stored_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    stored_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("file")
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="stored_file_not_empty"),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(content_type=""), name="stored_file_named_and_typed"
            ),
            models.CheckConstraint(condition=Exact(Length("sha256"), 64), name="stored_file_hash_is_whole"),
        ]

    def __str__(self) -> str:
        return self.name


guards.keep(StoredFile)

"""What passages mean, as vectors of a sentence model: made from their texts, and made again at any time."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from frontoffice.knowledge.models.passages import Passage


class SentenceModel(models.Model):
    """A model that passages were read by. `name` comes from its files' content.

    `mark` is another one in each database: what a process keeps in memory is of this database and no other. Vectors are
    added under a lock on this row, so that their ids grow in the order in which they are committed; `passages` counts
    the passages that have been read.
    """

    name = models.CharField(max_length=64, unique=True)
    mark = models.UUIDField(default=uuid.uuid4)
    passages = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("sentence model")
        verbose_name_plural = _("sentence models")

    def __str__(self) -> str:
        return self.name


class PassageVector(models.Model):
    """Where a part of a passage lies for a sentence model: 16-bit floating-point numbers, little-endian, length one.

    A long passage has several parts, numbered from 0; it is as near to a question as the nearest of them.
    """

    model = models.ForeignKey(SentenceModel, models.CASCADE, related_name="vectors")
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="vectors")
    part = models.PositiveSmallIntegerField()
    vector = models.BinaryField()

    class Meta:
        verbose_name = _("passage vector")
        verbose_name_plural = _("passage vectors")
        constraints = [
            models.UniqueConstraint(fields=["model", "passage", "part"], name="vector_once"),
        ]
        indexes = [models.Index(fields=["model", "id"])]

    def __str__(self) -> str:
        return f"{self.passage_id}.{self.part}"

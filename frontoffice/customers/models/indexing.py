"""Indexes that several tables have alike."""

from django.db import models
from django.db.models import Q


def those_set_aside(name: str) -> models.Index:
    """The few rows that were set aside in a merge (ACC-8), by the merge.

    A foreign key's own index would hold the others too, under NULL, and before its tables were analyzed SQLite took
    it for what is on file of one customer: all that was ever on file of anybody was read.
    """
    return models.Index(fields=["set_aside_in"], condition=Q(set_aside_in__isnull=False), name=name)

"""Rows that only serve the edges: counters of rate limits, and the table of the shared cache."""

from django.db import models


class RateCounter(models.Model):
    """When one key was let through of late. The key is hashed: no address of a visitor is kept (rate_limits).

    `passed` holds milliseconds since 1970, oldest first. The row says nothing any more after `expires_at`.
    """

    key_hash = models.CharField(max_length=80, unique=True)
    passed = models.JSONField(default=list)
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key_hash[:12]


class CacheRow(models.Model):
    """The table of Django's database cache (settings.CACHES), as a model so that migrations make it on both
    databases.

    Never read or written as a model.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "foundation_cache"

    def __str__(self) -> str:
        return self.cache_key

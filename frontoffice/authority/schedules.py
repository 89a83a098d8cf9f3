"""What the worker does now and then for the foundation, which has no actions or duties of its own."""

from datetime import datetime, timedelta

from frontoffice.foundation import files, rate_limits
from frontoffice.foundation.models import Actor
from frontoffice.foundation.schedules import every


@every(timedelta(hours=1))
def forget_rate_counters(*, by: Actor, at: datetime) -> None:
    """Counters whose window has passed say nothing any more."""
    rate_limits.forget_expired(at=at)


@every(timedelta(hours=24))
def sweep_files(*, by: Actor, at: datetime) -> None:
    """Bytes that no row names: a crash or a refusal left them behind."""
    files.sweep(at=at)

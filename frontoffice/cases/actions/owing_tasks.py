"""Tasks as work items: on the list of who has to do them."""

from datetime import datetime

from frontoffice.cases.models.tasks import Task
from frontoffice.foundation.models import Actor


def owe_task(task: Task, *, by: Actor, at: datetime) -> None:
    """It is on the list of its colleague or unit."""


def settle_task(task: Task, *, by: Actor, at: datetime) -> None:
    """It is on nobody's list any more."""

"""Keeping mail on a page of the installation, for demonstrations and for messages that are only shown."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from frontoffice.correspondence.models import OutboxItem
from frontoffice.correspondence.transports.base import HandOver, Mail

KEPT = "Kept on the page of sent mail."


class Page:
    """Keeps each Message-ID once, and can be asked whether it has one."""

    name = "page"

    @contextmanager
    def ready(self, mail: Mail) -> Iterator[HandOver]:
        def hand_over(at: datetime) -> str:
            item = OutboxItem(
                message_id=mail.message_id,
                to_name=mail.to_name,
                to_address=mail.to_address,
                subject=mail.subject,
                eml=mail.content,
                kept_at=at,
            )
            with transaction.atomic():
                OutboxItem.objects.bulk_create([item], ignore_conflicts=True)
            return KEPT

        yield hand_over

    def patience(self, mail: Mail) -> timedelta:
        return timedelta(seconds=settings.DELIVERY_LEASE_SECONDS)

    def went(self, message_id: str) -> bool | None:
        return OutboxItem.objects.filter(message_id=message_id).exists()

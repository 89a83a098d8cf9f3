"""Putting a file on the case for colleagues; what goes to the customer goes with a reply."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from frontoffice.authority.registry import action
from frontoffice.cases.actions.recording import attach_all, locked, save
from frontoffice.cases.events import FileAttached
from frontoffice.cases.models import Case
from frontoffice.cases.permissions import unit_of_case
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, StoredFile


@action("cases.attach", title=_("Attach a file"), unit=unit_of_case)
def attach(*, case: Case, file: StoredFile, by: Actor, at: datetime) -> Case:
    """Keep a file with the case; the customer does not see it. Raises FileAlreadyThere."""
    case = locked(case)
    [attachment] = attach_all(case, [file], by=by, at=at)
    save(case)
    announce(FileAttached(case_id=case.pk, attachment_id=attachment.pk), about=case, by=by, at=at)
    return case

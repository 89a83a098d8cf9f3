"""Notes for colleagues, which the customer never sees."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.cases.actions.mentioning import tell_named
from frontoffice.cases.actions.recording import attach_all, locked, said, save
from frontoffice.cases.events import NoteAdded
from frontoffice.cases.models import Case, Note
from frontoffice.cases.permissions import unit_of_case
from frontoffice.cases.placeholders import refuse_blanks
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, StoredFile


@action("cases.note", title=_("Add a note"), unit=unit_of_case)
def note(
    *,
    case: Case,
    text: Annotated[str, Field(min_length=1, max_length=20_000)],
    files: list[StoredFile] | None = None,
    by: Actor,
    at: datetime,
) -> Case:
    """Tell colleagues something about the case, resolved or not. Whom it names by @ is told.

    Raises EmptyText, TextTooLong, BlanksLeft, TooManyFiles, CannotSeeIt.
    """
    text = said(text)
    refuse_blanks(text)
    case = locked(case)
    written = Note.objects.create(case=case, text=text, by=by, at=at)
    attach_all(case, files or [], note=written, by=by, at=at)
    tell_named(case, text, by=by, at=at)
    save(case)
    announce(NoteAdded(case_id=case.pk, note_id=written.pk), about=case, by=by, at=at)
    return case

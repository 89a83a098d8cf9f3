"""Files that come with a form at the desk: taken at once, so that an error elsewhere in the form loses none of them."""

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.forms import BaseForm

from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.queries import files_visible_to
from frontoffice.foundation import files
from frontoffice.foundation.models import Actor, StoredFile
from frontoffice.foundation.references import normalize
from frontoffice.foundation.refusals import Refused

SAME_FOR = dt.timedelta(days=1)
MOST_NAMED = 20


def taken(request: ActingRequest, form: BaseForm) -> list[StoredFile]:
    """The files sent now and those kept from an earlier try. What is wrong with one is said in the form."""
    found = kept(request)
    for upload in form.cleaned_data.get("files") or []:
        try:
            stored = _stored(upload, by=request.actor, at=request.at)
        except Refused as refusal:
            form.add_error("files", f"{upload.name}: {refusal}")
            continue
        if stored not in found:
            found.append(stored)
    return found


def kept(request: ActingRequest) -> list[StoredFile]:
    """Files of an earlier try, by reference; only this person's own."""
    named = [normalize(reference) for reference in request.POST.getlist("kept")[:MOST_NAMED]]
    wanted = [reference for reference in named if reference]
    if not wanted:
        return []
    return list(files_visible_to(by=request.actor, at=request.at).filter(reference__in=wanted).order_by("pk"))


def _stored(upload: "UploadedFile[Any]", *, by: Actor, at: dt.datetime) -> StoredFile:
    """A file that the same person sends again is the same row, so that the same form sent again is the same call."""
    received = files.receive(upload, name=upload.name or "", declared_type=upload.content_type or "")
    with transaction.atomic():
        Actor.objects.select_for_update().get(pk=by.pk)
        same = StoredFile.objects.filter(
            stored_by=by, sha256=received.sha256, name=received.name, stored_at__gte=at - SAME_FOR
        )
        return same.order_by("pk").first() or files.keep(received, by=by, at=at)

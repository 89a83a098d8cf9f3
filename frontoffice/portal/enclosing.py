"""Files that come with a public form: taken at once, so that an error elsewhere in the form loses none of them."""

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.queries import files_visible_to
from frontoffice.foundation import files
from frontoffice.foundation.models import Actor, StoredFile
from frontoffice.foundation.references import normalize
from frontoffice.foundation.refusals import Refused
from frontoffice.portal.forms import MOST_FILES, MOST_NAMED, Enclosing
from frontoffice.portal.limits import Limit, seconds_to_wait, sentence

SAME_FOR = dt.timedelta(days=1)


def enclosed(request: ActingRequest, form: Enclosing) -> list[StoredFile]:
    """The files of this sending and those kept of earlier tries. What is wrong with one is said in the form."""
    taken = _kept(request)
    for upload in form.cleaned_data.get("file") or []:
        wait = seconds_to_wait(request, Limit.FILE)
        if wait:
            form.add_error("file", sentence(wait))
            break
        try:
            stored = _stored(upload, by=request.actor, at=request.at)
        except Refused as refusal:
            form.add_error("file", f"{upload.name}: {refusal}")
            continue
        if stored not in taken:
            taken.append(stored)
    if len(taken) > MOST_FILES:
        form.add_error("file", _("Add at most %(most)s files. Take some out below.") % {"most": MOST_FILES})
    return taken


def _kept(request: ActingRequest) -> list[StoredFile]:
    """Files of an earlier try, by reference; of those that this visitor did not store, none."""
    named = [normalize(reference) for reference in request.POST.getlist("kept")[:MOST_NAMED]]
    wanted = [reference for reference in named if reference]
    if not wanted:
        return []
    return list(files_visible_to(by=request.actor, at=request.at).filter(reference__in=wanted).order_by("pk"))


def _stored(upload: "UploadedFile[Any]", *, by: Actor, at: dt.datetime) -> StoredFile:
    """The same file of the same visitor is the same row, so that the same form sent again is the same call."""
    received = files.receive(upload, name=upload.name or "", declared_type=upload.content_type or "")
    with transaction.atomic():
        # The visitor's row is the lock: of twenty sendings at once the first stores, the others find.
        Actor.objects.select_for_update().get(pk=by.pk)
        same = StoredFile.objects.filter(
            stored_by=by, sha256=received.sha256, name=received.name, stored_at__gte=at - SAME_FOR
        )
        return same.order_by("pk").first() or files.keep(received, by=by, at=at)

"""A list as a file: the viewer's cases, the list's columns and order."""

import re
from collections.abc import Iterator
from typing import IO

from django.contrib import messages
from django.http import Http404, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.cases.actions.taking_out import MOST_ROWS, take_out
from frontoffice.cases.exporting import TYPES, Form, cases_in_order, rows_of, written
from frontoffice.cases.queries.lanes import narrowed
from frontoffice.cases.queries.saved_views import in_order
from frontoffice.cases.views.lists import Source, source_of
from frontoffice.cases.views.viewing import member_of, stand_of
from frontoffice.foundation.refusals import Refused

CHUNK = 65_536


@needs("cases.take_out")
@require_POST
def export(request: ActingRequest, name: str) -> HttpResponseBase:
    """The file, once it is on record that it is handed out."""
    source, wanted = source_of(request, name), request.POST.get("form", "")
    if wanted not in set(Form):
        raise Http404
    form = Form(wanted)
    file, rows = _written(request, source, form)
    try:
        take_out(
            rows=rows,
            columns=len(source.columns) + 1,
            form=form.value,
            view=source.view,
            by=request.actor,
            at=request.at,
        )
    except Refused as refusal:
        file.close()
        messages.error(request, in_full(refusal))
        return redirect("cases:list", source.name)
    answer = StreamingHttpResponse(_chunks(file), content_type=TYPES[form])
    tidy = re.sub(r"[^A-Za-z0-9]+", "-", str(source.title)).strip("-").lower()[:60] or "cases"
    answer["Content-Disposition"] = f'attachment; filename="{tidy}-{request.at:%Y%m%d}.{form.value}"'
    answer["X-Content-Type-Options"], answer["Cache-Control"] = "nosniff", "no-store"
    return answer


def _written(request: ActingRequest, source: Source, form: Form) -> tuple[IO[bytes], int]:
    cases, key = in_order(narrowed(source.lane), source.order)
    member, zone = member_of(request), stand_of(request).zone
    heads = [_("Case"), *(str(field.label) for field in source.columns)]
    # One more than may be taken out tells the action that it is too much.
    found = cases_in_order(cases, key, most=MOST_ROWS + 1)
    return written(form, heads, rows_of(found, source.columns, member=member.pk, zone=zone))


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while part := file.read(CHUNK):
            yield part

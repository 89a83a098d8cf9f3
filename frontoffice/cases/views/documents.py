"""The documents of a case: what there is in which version, keeping one, adding a version, signing off, fetching."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from frontoffice.authority.auditing import pages
from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.cases.actions import keeping_documents
from frontoffice.cases.forms import Keyed, ManyFiles, ManyFilesInput
from frontoffice.cases.models import Case, Document, DocumentVersion
from frontoffice.cases.permissions import WORKING
from frontoffice.cases.queries.documents import documents_of, files_to_keep
from frontoffice.cases.views import uploads
from frontoffice.cases.views.acting import once, sent, wrong
from frontoffice.cases.views.showing import case_of, desk
from frontoffice.cases.views.working import asked_or_sent
from frontoffice.foundation import files
from frontoffice.foundation.models import StoredFile
from frontoffice.foundation.references import normalize
from frontoffice.foundation.refusals import BadInput, Refused


class FileNeeded(BadInput):
    message = gettext_lazy("Choose a file.")
    field = "files"


class DocumentForm(Keyed):
    """`document` is empty for a new one; `attached` a file that is on the case already."""

    document = forms.ChoiceField(label=gettext_lazy("Of"), required=False)
    name = forms.CharField(
        label=gettext_lazy("Name of the new document"), max_length=200, strip=True, required=False
    )
    why = forms.CharField(
        label=gettext_lazy("Why there is a new version"), max_length=500, strip=True, required=False
    )
    attached = forms.ChoiceField(label=gettext_lazy("A file of the case"), required=False)
    files = ManyFiles(label=gettext_lazy("Or another file"), required=False, widget=ManyFilesInput)  # type: ignore[assignment]

    def __init__(self, *args: Any, documents: list[Any], attached: list[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        new, none = ("", _("A new document")), ("", "")
        self.fields["document"].choices = [new, *documents]  # type: ignore[attr-defined]
        self.fields["attached"].choices = [none, *attached]  # type: ignore[attr-defined]


@needs(*WORKING)
@asked_or_sent
def documents(request: ActingRequest, reference: str) -> HttpResponse:
    """All documents of the case with all versions, and the form for the next."""
    case, status = case_of(request, reference), 200
    rows, loose = documents_of(case), files_to_keep(case)
    form = DocumentForm(
        sent(request),
        request.FILES if request.method == "POST" else None,
        documents=[(one.reference, one.name) for one in rows],
        attached=[(one.file.reference, one.file.name) for one in loose],
    )
    if request.method == "POST":
        status = 422
        if form.is_valid():
            chosen = [one.file for one in loose if one.file.reference == form.cleaned_data["attached"]]
            chosen += uploads.taken(request, form)
            try:
                if form.is_valid():
                    _keep(request, case, list(rows), form.cleaned_data, chosen)
                    messages.success(request, _("Kept."))
                    return redirect("cases:documents", case.reference)
            except Refused as refusal:
                status = wrong(form, refusal)
    context = {"case": case, "rows": rows, "form": form, **desk(request, "main")}
    return render(request, "cases/documents.html", context, status=status)


def _keep(
    request: ActingRequest, case: Case, rows: list[Document], given: dict[str, Any], chosen: list[StoredFile]
) -> None:
    if not chosen:
        raise FileNeeded
    key, file = given["idempotency_key"], chosen[0]
    if given["document"]:
        document = next(one for one in rows if one.reference == given["document"])
        once(keeping_documents.add_version, key)(
            document=document, file=file, why=given["why"], by=request.actor, at=request.at
        )
        return
    once(keeping_documents.keep_document, key)(
        case=case, name=given["name"] or file.name, file=file, by=request.actor, at=request.at
    )


@needs("cases.sign_off")
@require_POST
def sign_off(request: ActingRequest, reference: str, version: str) -> HttpResponse:
    """Agree to the current version."""
    case = case_of(request, reference)
    try:
        keeping_documents.sign_off(version=_version(case, version), by=request.actor, at=request.at)
        messages.success(request, _("Signed off."))
    except Refused as refusal:
        messages.error(request, in_full(refusal))
    return redirect("cases:documents", case.reference)


@needs(*WORKING)
@require_safe
def file(request: ActingRequest, reference: str, version: str) -> HttpResponseBase:
    """The file of a version; always as a download."""
    case = case_of(request, reference)
    wanted = _version(case, version)
    pages.looked(request, case, at_file=wanted.file)
    return files.download(wanted.file)


def _version(case: Case, reference: str) -> DocumentVersion:
    rows = DocumentVersion.objects.select_related("file", "document", "document__case")
    found = rows.filter(document__case=case, reference=normalize(reference)).first()
    if found is None:
        raise Http404
    return found

"""What goes back of batches that are keyed, and of documents in versions."""

from datetime import date, datetime

from pydantic import BaseModel

from frontoffice.authority.registry import shown
from frontoffice.cases.models import Batch, Document, DocumentVersion, Item, PaperForm
from frontoffice.foundation.models import Actor


class PaperFormOut(BaseModel):
    reference: str
    name: str
    fields: list[str]
    sum_field: str


class BatchOut(BaseModel):
    """`keyed` of `count` sheets are done."""

    reference: str
    form: str
    title: str
    received_on: date
    count: int
    keyed: int
    twice: bool
    closed_at: datetime | None


class SheetOut(BaseModel):
    """`state` is first, second (to key), differs (to settle) or done. What others keyed is not told."""

    reference: str
    batch: str
    position: int
    state: str


@shown(PaperForm)
def paper_form_out(form: PaperForm, by: Actor) -> PaperFormOut:
    names = [str(field["name"]) for field in form.fields]
    return PaperFormOut(reference=form.reference, name=form.name, fields=names, sum_field=form.sum_field)


@shown(Batch)
def batch_out(batch: Batch, by: Actor) -> BatchOut:
    return BatchOut(
        reference=batch.reference,
        form=batch.form.reference,
        title=batch.title,
        received_on=batch.received_on,
        count=batch.count,
        keyed=batch.items.filter(state="done").count(),
        twice=batch.twice,
        closed_at=batch.closed_at,
    )


@shown(Item)
def sheet_out(item: Item, by: Actor) -> SheetOut:
    return SheetOut(
        reference=item.reference, batch=item.batch.reference, position=item.position, state=item.state
    )


class DocumentOut(BaseModel):
    """`version` is the number of the current one."""

    reference: str
    case: str
    name: str
    version: int


class DocumentVersionOut(BaseModel):
    reference: str
    document: str
    number: int
    file: str
    why: str
    signed_off: bool


@shown(Document)
def document_out(document: Document, by: Actor) -> DocumentOut:
    return DocumentOut(
        reference=document.reference,
        case=document.case.reference,
        name=document.name,
        version=document.versions.count(),
    )


@shown(DocumentVersion)
def document_version_out(version: DocumentVersion, by: Actor) -> DocumentVersionOut:
    return DocumentVersionOut(
        reference=version.reference,
        document=version.document.reference,
        number=version.number,
        file=version.file.name,
        why=version.why,
        signed_off=hasattr(version, "signed_off"),
    )

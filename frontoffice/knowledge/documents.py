"""An article as it comes from outside: the shape, the bounds, and the hash that tells whether it brings
anything new.
"""

import hashlib
import json
import re
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)

Line = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[^\x00-\x1f\x7f]*$")]
LONGEST_BODY = 1_000_000
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LANGUAGE = r"^[a-z]{2,3}$"
LANGUAGE_CODE = re.compile(r"[a-z]{2,3}")
# What is said about a version or its article, but not by it.
BESIDE = {"kind", "owner", "topic", "received_on", "change", "change_note", "review_every"}


def storable(text: str) -> bool:
    """Neither database stores NUL or a lone surrogate."""
    return "\x00" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


class Document(BaseModel):
    """One version of an article. `slug` names the article; dates that are not given are the day of the import.

    `body` is Markdown, HTML or plain text, as `form` says. In plain text a form feed begins a new passage, and
    `external_ids` may name these.

    `forms` and `services` hold entries "DL-44 License application | https://…", `see_also` slugs, parted by semicolons.
    `change_note` tells readers in a sentence what changed. What is in another language than the agency's own is a
    translation of the text in force on its first day. `review_every` counts months.
    """

    model_config = ConfigDict(extra="forbid")

    slug: Annotated[str, Field(pattern=SLUG, max_length=120)]
    title: Annotated[Line, Field(min_length=1, max_length=300)]
    kind: Literal["article", "regulation", "procedure", "manual"] = "article"
    language: Annotated[str, Field(pattern=LANGUAGE)] = "en"
    audience: Literal["public", "internal"] = "public"
    citation: Annotated[Line, Field(max_length=300)] = ""
    forms: Annotated[Line, Field(max_length=2000)] = ""
    services: Annotated[Line, Field(max_length=2000)] = ""
    see_also: Annotated[Line, Field(max_length=1000)] = ""
    change: Literal["rules", "correction", "wording"] = "rules"
    change_note: Annotated[Line, Field(max_length=500)] = ""
    review_every: Annotated[int, Field(ge=0, le=120)] = 0
    source_url: Annotated[str, Field(max_length=1000)] = ""
    owner: Annotated[Line, Field(max_length=20)] = ""
    topic: Annotated[Line, Field(max_length=60)] = ""
    words: Annotated[Line, Field(max_length=1000)] = ""
    effective_from: date | None = None
    effective_to: date | None = None
    review_by: date | None = None
    received_on: date | None = None
    form: Literal["markdown", "html", "text"] = "markdown"
    body: Annotated[str, Field(min_length=1, max_length=LONGEST_BODY)]
    external_ids: Annotated[list[Annotated[Line, Field(max_length=200)]], Field(max_length=20_000)] = []

    @field_validator("source_url")
    @classmethod
    def only_web_addresses(cls, value: str) -> str:
        """Anything else would be a link that acts; it is left out rather than shown."""
        plain = value.strip()
        return plain if plain.lower().startswith(("http://", "https://")) else ""

    @field_validator("body")
    @classmethod
    def can_be_stored(cls, value: str) -> str:
        """A body that is empty, or that no database takes, is refused here."""
        if not storable(value):
            raise ValueError("holds characters that can't be stored")
        if not value.strip():
            raise ValueError("is empty")
        return value

    @model_validator(mode="after")
    def ends_after_it_begins(self) -> Self:
        if self.effective_from and self.effective_to and self.effective_to < self.effective_from:
            raise ValueError("effective_to is before effective_from")
        return self

    @property
    def content_hash(self) -> str:
        """Equal for two documents that would make the same version."""
        said = self.model_dump(mode="json", exclude=BESIDE)
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def wrong(error: ValidationError) -> str:
    """What is wrong with a document, in a line: the field and the reason."""
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg']}" if where else str(first["msg"])

"""Keeping text modules: one's own, a unit's, the agency's; written anew as a version, taken out of use."""

from datetime import datetime
from types import SimpleNamespace
from typing import Annotated

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.models import StaffMember
from frontoffice.authority.registry import action
from frontoffice.cases import placeholders
from frontoffice.cases.events_desk import TextModuleKept, TextModuleRetired
from frontoffice.cases.models import TextModule, TextModuleVersion
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, Unit
from frontoffice.foundation.refusals import BadInput, Refused

Shortcut = Annotated[str, Field(pattern=r"^[^\W_][\w-]{0,29}$")]
Name = Annotated[str, Field(min_length=1, max_length=120)]
Languages = Annotated[list[Annotated[str, Field(max_length=10)]], Field(max_length=20)]
Texts = Annotated[list[Annotated[str, Field(max_length=20_000)]], Field(max_length=20)]


class ShortcutTaken(BadInput):
    message = _("There is a text module under these letters already.")
    field = "shortcut"


class NothingWritten(BadInput):
    message = _("Write the text in one language at least.")
    field = "texts"


class NotYours(Refused):
    message = _("This is kept by somebody else. Make one of your own.")
    status = 403
    part = "grant"


class RetiredBefore(Refused):
    message = _("It was taken out of use before.")


class NoPostToKeepIt(Refused):
    message = _("Only somebody with a post at the agency keeps texts of their own.")
    status = 403
    part = "grant"


def unit_of_shared(call: SimpleNamespace) -> int | None:
    """The unit that it is kept for; a grant for one unit does not reach the whole agency's."""
    kept = getattr(call, "module", None) or getattr(call, "macro", None)
    unit_id: int | None = kept.unit_id if kept is not None else getattr(call.unit, "pk", None)
    return unit_id


@action("cases.keep_my_module", title=_("Keep a text module of one's own"))
def keep_my_module(
    *,
    shortcut: Shortcut,
    name: Name,
    languages: Languages,
    texts: Texts,
    module: TextModule | None = None,
    by: Actor,
    at: datetime,
) -> TextModule:
    """Write one, or write `module` anew: `texts` in the order of their `languages`; empty ones are left out.

    Raises ShortcutTaken, NothingWritten, UnknownPlaceholder, NotYours, RetiredBefore.
    """
    owner = owner_of(by)
    if module is not None and module.owner_id != owner.pk:
        raise NotYours
    module = module or _new(shortcut, owner=owner, unit=None, by=by, at=at)
    return _write(module, name, languages, texts, by=by, at=at)


@action("cases.keep_shared_module", title=_("Keep a text module for colleagues"), unit=unit_of_shared)
def keep_shared_module(
    *,
    shortcut: Shortcut,
    name: Name,
    languages: Languages,
    texts: Texts,
    unit: Unit | None = None,
    module: TextModule | None = None,
    by: Actor,
    at: datetime,
) -> TextModule:
    """The same for a unit, or without one for the whole agency. Raises what keep_my_module does."""
    if module is not None and module.owner_id is not None:
        raise NotYours
    module = module or _new(shortcut, owner=None, unit=unit, by=by, at=at)
    return _write(module, name, languages, texts, by=by, at=at)


@action("cases.retire_my_module", title=_("Take a text module of one's own out of use"))
def retire_my_module(*, module: TextModule, by: Actor, at: datetime) -> TextModule:
    """It is offered no more; its versions stay. Raises NotYours, RetiredBefore."""
    if module.owner_id != owner_of(by).pk:
        raise NotYours
    return _retire(module, by=by, at=at)


@action(
    "cases.retire_shared_module",
    title=_("Take a text module of colleagues out of use"),
    unit=unit_of_shared,
)
def retire_shared_module(*, module: TextModule, by: Actor, at: datetime) -> TextModule:
    """It is offered no more; its versions stay. Raises NotYours, RetiredBefore."""
    if module.owner_id is not None:
        raise NotYours
    return _retire(module, by=by, at=at)


def owner_of(by: Actor) -> StaffMember:
    """The colleague who keeps it. Raises NoPostToKeepIt."""
    member = StaffMember.objects.filter(actor=by).first()
    if member is None:
        raise NoPostToKeepIt
    return member


def _new(
    shortcut: str, *, owner: StaffMember | None, unit: Unit | None, by: Actor, at: datetime
) -> TextModule:
    try:
        with transaction.atomic():
            return TextModule.objects.create(
                shortcut=shortcut.lower(), owner=owner, unit=unit, made_by=by, made_at=at
            )
    except IntegrityError as error:
        raise ShortcutTaken from error


def _write(
    module: TextModule, name: str, languages: list[str], texts: list[str], *, by: Actor, at: datetime
) -> TextModule:
    """The next version, which counts from now on."""
    module = _locked(module)
    given = {language: text.strip() for language, text in zip(languages, texts, strict=False) if text.strip()}
    if not given:
        raise NothingWritten
    for text in given.values():
        placeholders.check(text)
    number = module.versions.count() + 1
    version = TextModuleVersion.objects.create(
        module=module, number=number, name=name.strip(), texts=given, made_by=by, made_at=at
    )
    module.current = version
    module.save(update_fields=["current"])
    kept = TextModuleKept(
        module_id=module.pk, number=number, owner_id=module.owner_id, unit_id=module.unit_id
    )
    announce(kept, about=module, by=by, at=at)
    return module


def _retire(module: TextModule, *, by: Actor, at: datetime) -> TextModule:
    module = _locked(module)
    module.retired_at, module.retired_by = at, by
    module.save(update_fields=["retired_at", "retired_by"])
    announce(TextModuleRetired(module_id=module.pk), about=module, by=by, at=at)
    return module


def _locked(module: TextModule) -> TextModule:
    found = TextModule.objects.select_for_update(of=("self",)).get(pk=module.pk)
    if found.retired_at is not None:
        raise RetiredBefore
    return found

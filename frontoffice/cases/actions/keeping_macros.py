"""Keeping macros: one's own, a unit's, the agency's; written anew as a version, taken out of use."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.models import StaffMember
from frontoffice.authority.registry import action
from frontoffice.cases import macros, placeholders
from frontoffice.cases.actions.keeping_modules import Name, NotYours, RetiredBefore, owner_of, unit_of_shared
from frontoffice.cases.events_desk import MacroKept, MacroRetired
from frontoffice.cases.models import Macro, MacroVersion
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, Unit
from frontoffice.foundation.refusals import BadInput

Steps = Annotated[str, Field(min_length=2, max_length=100_000)]


class NothingToReply(BadInput):
    message = _("Say what is replied: choose a text module or write the words.")
    field = "steps"


@action("cases.keep_my_macro", title=_("Keep a macro of one's own"))
def keep_my_macro(*, name: Name, steps: Steps, macro: Macro | None = None, by: Actor, at: datetime) -> Macro:
    """Write one, or write `macro` anew. `steps` is a JSON list of steps (frontoffice.cases.macros).

    Raises UnusableSteps, NothingToReply, UnknownPlaceholder, NotYours, RetiredBefore.
    """
    owner = owner_of(by)
    if macro is not None and macro.owner_id != owner.pk:
        raise NotYours
    return _write(macro or _new(owner, None, by=by, at=at), name, steps, by=by, at=at)


@action("cases.keep_shared_macro", title=_("Keep a macro for colleagues"), unit=unit_of_shared)
def keep_shared_macro(
    *,
    name: Name,
    steps: Steps,
    unit: Unit | None = None,
    macro: Macro | None = None,
    by: Actor,
    at: datetime,
) -> Macro:
    """The same for a unit, or without one for the whole agency. Raises what keep_my_macro does."""
    if macro is not None and macro.owner_id is not None:
        raise NotYours
    return _write(macro or _new(None, unit, by=by, at=at), name, steps, by=by, at=at)


@action("cases.retire_my_macro", title=_("Take a macro of one's own out of use"))
def retire_my_macro(*, macro: Macro, by: Actor, at: datetime) -> Macro:
    """It is offered no more; its versions stay. Raises NotYours, RetiredBefore."""
    if macro.owner_id != owner_of(by).pk:
        raise NotYours
    return _retire(macro, by=by, at=at)


@action("cases.retire_shared_macro", title=_("Take a macro of colleagues out of use"), unit=unit_of_shared)
def retire_shared_macro(*, macro: Macro, by: Actor, at: datetime) -> Macro:
    """It is offered no more; its versions stay. Raises NotYours, RetiredBefore."""
    if macro.owner_id is not None:
        raise NotYours
    return _retire(macro, by=by, at=at)


def _new(owner: StaffMember | None, unit: Unit | None, *, by: Actor, at: datetime) -> Macro:
    return Macro.objects.create(owner=owner, unit=unit, made_by=by, made_at=at)


def _write(macro: Macro, name: str, steps: str, *, by: Actor, at: datetime) -> Macro:
    """The next version, which counts from now on."""
    read = macros.read(steps)
    for step in read:
        if isinstance(step, macros.ReplyStep) and not step.module and not step.text.strip():
            raise NothingToReply
        placeholders.check(getattr(step, "text", ""))
    macro = _locked(macro)
    number = macro.versions.count() + 1
    version = MacroVersion.objects.create(
        macro=macro, number=number, name=name.strip(), steps=macros.written(read), made_by=by, made_at=at
    )
    macro.current = version
    macro.save(update_fields=["current"])
    kept = MacroKept(macro_id=macro.pk, number=number, owner_id=macro.owner_id, unit_id=macro.unit_id)
    announce(kept, about=macro, by=by, at=at)
    return macro


def _retire(macro: Macro, *, by: Actor, at: datetime) -> Macro:
    macro = _locked(macro)
    macro.retired_at, macro.retired_by = at, by
    macro.save(update_fields=["retired_at", "retired_by"])
    announce(MacroRetired(macro_id=macro.pk), about=macro, by=by, at=at)
    return macro


def _locked(macro: Macro) -> Macro:
    found = Macro.objects.select_for_update(of=("self",)).get(pk=macro.pk)
    if found.retired_at is not None:
        raise RetiredBefore
    return found

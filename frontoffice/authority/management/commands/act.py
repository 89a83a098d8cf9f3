"""`frontoffice act <action> name=value …`: the same actions as the pages and the API, by a token."""

import json
import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from frontoffice.authority import registry, tokens
from frontoffice.authority.answers import answer
from frontoffice.foundation import clock, files
from frontoffice.foundation.checking import INSTALLATION
from frontoffice.foundation.models import Actor, StoredFile
from frontoffice.foundation.refusals import BadInput, Refused

DONE, REFUSED, UNUSABLE, WAITING = 0, 1, 2, 3


class Command(BaseCommand):
    requires_system_checks = INSTALLATION
    help = "Do an action. Exit code: 0 done, 1 refused, 2 bad input, 3 it waits for approval."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", nargs="?", help="the action's name; without one, all are listed")
        parser.add_argument("values", nargs="*", help="name=text, name:=json, name=@path of a file to attach")
        parser.add_argument(
            "--token", default=os.environ.get("FRONTOFFICE_TOKEN", ""), help="or FRONTOFFICE_TOKEN"
        )
        parser.add_argument("--key", default=None, help="idempotency key: the same key does the act once")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["action"]:
            self._list()
            return
        try:
            code = self._act(options)
        except Refused as refusal:
            said = {"code": refusal.code, "message": str(refusal), "field": refusal.field}
            self.stderr.write(json.dumps(said, ensure_ascii=False))
            code = UNUSABLE if refusal.status == BadInput.status else REFUSED
        if code:
            sys.exit(code)

    def _list(self) -> None:
        for name, action in sorted(registry.ACTIONS.items()):
            taken = " ".join(p.name if p.required else f"[{p.name}]" for p in action.signature.parameters)
            self.stdout.write(f"{name}  {taken}\n    {action.title}")

    def _act(self, options: dict[str, Any]) -> int:
        at = clock.now()
        try:
            action = registry.get(options["action"])
        except LookupError as unknown:
            raise BadInput(str(unknown), field="action") from None
        token = tokens.holder(options["token"], at=at)
        tokens.allow(token, action.name)
        takes_file = {p.name for p in action.signature.parameters if p.model is StoredFile}
        sent = dict(_value(text, takes_file, token.actor) for text in options["values"])
        for parameter in action.signature.parameters:
            if parameter.many and parameter.name in sent and not isinstance(sent[parameter.name], list):
                sent[parameter.name] = [sent[parameter.name]]
        arguments = action.signature.read(sent, by=token.actor, at=at)
        result = (action.once(options["key"]) if options["key"] else action)(
            **arguments, by=token.actor, at=at
        )
        made = answer(result, of=action.name, by=token.actor)
        self.stdout.write(made.model_dump_json(indent=2))
        return WAITING if made.status == "waiting" else DONE


def _value(text: str, takes_file: set[str], by: Actor) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not equals:
        raise BadInput("Each value is written name=value.", field=text)
    if name.endswith(":"):
        try:
            return name[:-1], json.loads(value)
        except ValueError:
            raise BadInput("What follows := has to be JSON.", field=name[:-1]) from None
    if name in takes_file and value.startswith("@"):
        return name, _stored(Path(value[1:]), by)
    return name, value


def _stored(path: Path, by: Actor) -> str:
    try:
        with path.open("rb") as content:
            return str(files.store(content, name=path.name, by=by, at=clock.now()).reference)
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}.", field="file") from None

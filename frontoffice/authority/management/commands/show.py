"""`frontoffice show <kind> [reference]`: read what a token's holder may see."""

import json
import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from frontoffice.authority import tokens
from frontoffice.authority.answers import show
from frontoffice.authority.auditing import machines
from frontoffice.authority.registry import SHOWN
from frontoffice.authority.signatures import VISIBLE, find
from frontoffice.foundation import clock
from frontoffice.foundation.checking import INSTALLATION
from frontoffice.foundation.refusals import Refused


class Command(BaseCommand):
    requires_system_checks = INSTALLATION
    help = "Show one thing by its reference, or the newest ones of its kind, as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "kind", choices=sorted(model._meta.label_lower for model in SHOWN if model in VISIBLE)
        )
        parser.add_argument("reference", nargs="?")
        parser.add_argument("--limit", type=int, default=25)
        parser.add_argument("--purpose", help="why you open what is not on your work: a code of the list")
        parser.add_argument("--purpose-text", default="", help="and in your words")
        parser.add_argument(
            "--token", default=os.environ.get("FRONTOFFICE_TOKEN", ""), help="or FRONTOFFICE_TOKEN"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        model = next(model for model in SHOWN if model._meta.label_lower == options["kind"])
        at = clock.now()
        try:
            token = tokens.holder(options["token"], at=at)
            tokens.allow(token, tokens.READ)
            by = token.actor
            if options["reference"]:
                seen: Any = find(model, options["reference"], by=by, at=at)
                given = machines.purpose(options["purpose"], options["purpose_text"])
                machines.opened(seen, given=given, by=by, at=at)
            else:
                seen = list(
                    VISIBLE[model](by=by, at=at).order_by("-pk")[: max(1, min(options["limit"], 100))]
                )
                machines.listed(model, seen, by=by, at=at)
        except Refused as refusal:
            self.stderr.write(json.dumps({"code": refusal.code, "message": str(refusal)}))
            sys.exit(1)
        self.stdout.write(json.dumps(show(seen, by=by), indent=2, ensure_ascii=False))

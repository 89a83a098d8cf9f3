"""`frontoffice duties`: the duties of the five class series, the actions that serve each, what shows it."""

import json
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand

from frontoffice.authority.series import duties, shipped


class Command(BaseCommand):
    help = "List the duties of the five class series: what serves each, what shows it, and which are open."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--series", choices=shipped.CODES)
        parser.add_argument("--open", action="store_true", help="only those that no scenario shows yet")
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_true")
        form.add_argument("--count", action="store_true", help="one line a series")

    def handle(self, *args: Any, **options: Any) -> None:
        listed = [duty for duty in duties.listing() if options["series"] in (None, duty.series)]
        if options["open"]:
            listed = [duty for duty in listed if duty.open]
        if options["json"]:
            self.stdout.write(json.dumps([_row(duty) for duty in listed], ensure_ascii=False, indent=1))
        elif options["count"]:
            self._count(listed)
        else:
            self._list(listed)

    def _list(self, listed: list[duties.Duty]) -> None:
        for duty in listed:
            self.stdout.write(f"{duty.id}  {', '.join(duty.levels)}  {'open' if duty.open else 'shown'}")
            self.stdout.write(f"    {duty.words}")
            if duty.open and duty.parts:
                self.stdout.write(f"    open: {', '.join(duty.open_parts)}")
            for scenario in duty.scenarios:
                self.stdout.write(f"    {scenario}")
        self._count(listed)

    def _count(self, listed: list[duties.Duty]) -> None:
        every = Counter(duty.series for duty in listed)
        done = Counter(duty.series for duty in listed if not duty.open)
        each = ", ".join(f"{code} {done[code]} of {every[code]}" for code in shipped.CODES if every[code])
        self.stdout.write(f"{sum(done.values())} of {sum(every.values())} duties are shown: {each}.")


def _row(duty: duties.Duty) -> dict[str, Any]:
    return {
        "id": duty.id,
        "series": duty.series,
        "levels": duty.levels,
        "words": duty.words,
        "parts": duty.parts,
        "actions": duty.actions,
        "scenarios": duty.scenarios,
        "open": duty.open,
        "open_parts": duty.open_parts,
    }

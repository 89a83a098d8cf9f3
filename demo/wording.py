"""Text modules and macros of the demonstration: the agency's, a unit's, and Dana's own."""

import json
from datetime import datetime

from demo.scene import Scene
from frontoffice.authority.models import StaffMember
from frontoffice.cases.actions.keeping_macros import keep_my_macro, keep_shared_macro
from frontoffice.cases.actions.keeping_modules import keep_my_module, keep_shared_module

AGENCYS = (
    (
        "hello",
        "Greeting",
        "Dear {{customer}},\n\nThank you for writing to us about “{{subject}}”.",
        "Estimado/a {{customer}}:\n\nGracias por escribirnos sobre «{{subject}}».",
    ),
    ("bye", "Closing", "Sincerely,\n{{me}}\n{{unit}}", "Atentamente,\n{{me}}\n{{unit}}"),
    (
        "papers",
        "Papers are missing",
        "To go on we need: {{? which papers}}. Please send them with your case number {{case}}.",
        "Para continuar necesitamos: {{? qué documentos}}. Envíelos con su número de caso {{case}}.",
    ),
)
ANSWERED = [
    {"do": "take"},
    {"do": "reply", "text": "Dear {{customer}},\n\nyour request is done.\n\n{{me}}", "then": "resolve"},
]
NO_ANSWER = [
    {"do": "note", "text": "No answer by telephone; the customer is asked once more in two days."},
    {"do": "task", "title": "Call again", "days": 2},
]


def keep(scene: Scene, *, at: datetime) -> None:
    """What is written and done again and again."""
    ruth, dana = scene.actor("ruth"), scene.actor("dana")
    unit = StaffMember.objects.select_related("unit").get(actor=dana).unit
    for shortcut, name, english, spanish in AGENCYS:
        keep_shared_module(
            shortcut=shortcut, name=name, languages=["en", "es"], texts=[english, spanish], by=ruth, at=at
        )
    keep_my_module(
        shortcut="fee",
        name="Fee of a replacement card",
        languages=["en"],
        texts=["A replacement costs {{? the amount}}. You can pay at any office."],
        by=dana,
        at=at,
    )
    keep_shared_macro(name="Done as asked", steps=json.dumps(ANSWERED), unit=unit, by=ruth, at=at)
    keep_my_macro(name="Nobody answers the telephone", steps=json.dumps(NO_ANSWER), by=dana, at=at)

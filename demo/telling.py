"""A program that was told for a while: switched off, so that the demonstration speaks to nobody outside."""

from demo.scene import Scene
from frontoffice.foundation.actors import service
from frontoffice.webhooks import delivering, signing
from frontoffice.webhooks.actions.sending_again import try_out
from frontoffice.webhooks.actions.subscribing import subscribe
from frontoffice.webhooks.actions.switching import switch
from frontoffice.webhooks.reaching import Answered

URL = "https://hooks.example.org/case-mirror"
KINDS = ["cases.CaseOpened", "cases.CaseReopened", "cases.CaseResolved"]
CAME_OF_IT: tuple[delivering.Outcome, ...] = (
    Answered(204, "", None),
    "It took too long.",
    Answered(204, "", None),
)


def tell_programs(scene: Scene) -> None:
    """The supervisor set it up, tried it out, and left it off."""
    owner, by = scene.actor("gordon"), service("webhooks")
    at = scene.timetable.moment(-3, "09:10", "webhooks")
    row = subscribe(
        name="Case mirror of the data office",
        url=URL,
        kinds=KINDS,
        secret=signing.new_secret(),
        by=owner,
        at=at,
    )
    for number, outcome in enumerate(CAME_OF_IT):
        moment = scene.timetable.moment(-3, f"09:{15 + 5 * number}", "webhooks")
        try_out(subscription=row, by=owner, at=moment)
        for one in delivering.claim([row.pk], at=moment):
            delivering.record(one, outcome, 140 + 35 * number, by=by, at=moment)
    switch(subscription=row, on=False, by=owner, at=scene.timetable.moment(-3, "09:40", "webhooks"))

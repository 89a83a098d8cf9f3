"""How facts about tasks and ties between cases read in a case's history: (what was done, icon)."""

from django.utils.translation import gettext_lazy as _

from frontoffice.cases.queries.timeline import Entry

SAID = {
    "TaskAdded": (_("added a task: %(thing)s"), "add"),
    "ChecklistCopied": (_("put the check list “%(thing)s” on the case"), "list"),
    "TaskGiven": (_("gave the task “%(thing)s” to %(person)s"), "person"),
    "TaskDone": (_("did: %(thing)s"), "check"),
    "TaskDropped": (_("dropped the task: %(thing)s"), "close"),
    "TaskReopened": (_("took the task up again: %(thing)s"), "undo"),
}


def said_of(entry: Entry) -> tuple[str, str] | None:
    """None where the fact is told elsewhere."""
    said = SAID.get(entry.name)
    if said is None:
        return None
    words = str(said[0])
    if entry.name == "TaskGiven" and not entry.person:
        words = str(_("gave the task away: %(thing)s"))
    return words % {"thing": entry.thing, "person": entry.person}, said[1]

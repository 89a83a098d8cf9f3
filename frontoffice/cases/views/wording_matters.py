"""How facts about tasks and ties between cases read in a case's history: (what was done, icon)."""

from django.utils.translation import gettext_lazy as _

from frontoffice.cases.queries.timeline import Entry

SAID = {
    "TaskAdded": (_("added a task: %(thing)s"), "add"),
    "ChecklistCopied": (_("put the check list “%(thing)s” on the case"), "list"),
    "TaskGiven": (_("gave the task “%(thing)s” to %(person)s"), "person"),
    "TaskDone": (_("did: %(thing)s"), "check"),
    "TaskDropped": (_("dropped the task: %(thing)s"), "close"),
    "CasesLinked": (_("linked the case to %(thing)s"), "link"),
    "LinkEnded": (_("took away a link to %(thing)s"), "link_off"),
    "CaseMerged": (_("merged the case into %(thing)s"), "link"),
    "MergeUndone": (_("split the case off from %(thing)s again"), "link_off"),
    "CaseSplit": (_("split %(thing)s off"), "launch"),
    "ReportAttached": (_("hung the case on the problem “%(thing)s”"), "report"),
    "ReportDetached": (_("took the case off the problem “%(thing)s”"), "report"),
    "AnswerPartDone": (_("answered with all who reported the same"), "campaign"),
    "DocumentKept": (_("kept the document “%(thing)s”"), "file_present"),
    "VersionAdded": (_("added a version of “%(thing)s”"), "file_present"),
    "VersionSignedOff": (_("signed off “%(thing)s”"), "verified"),
    "MacroRun": (_("ran a macro"), "check"),
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
    if entry.name == "AnswerPartDone" and entry.payload.get("state") == "left_out":
        words = str(_("left the case out of an answer to all who reported the same"))
    return words % {"thing": entry.thing, "person": entry.person}, said[1]


def from_elsewhere(entry: Entry) -> str:
    """What is added where it came with a case that was merged here, or moved to another case."""
    if entry.origin is not None:
        return str(_(" · from %(number)s")) % {"number": entry.origin.number}
    return str(_(" · moved to %(number)s")) % {"number": entry.moved_to} if entry.moved_to else ""

"""What others may learn of ties between cases."""

from frontoffice.foundation.events import fact


@fact("cases.CasesLinked")
class CasesLinked:
    case_id: int
    other_case_id: int
    kind: str


@fact("cases.LinkEnded")
class LinkEnded:
    case_id: int
    other_case_id: int
    kind: str


@fact("cases.CaseMerged")
class CaseMerged:
    """`case_id` goes on as part of `other_case_id`."""

    case_id: int
    other_case_id: int
    merge_id: int
    note_id: int


@fact("cases.MergeUndone")
class MergeUndone:
    """The case is one of its own again."""

    case_id: int
    other_case_id: int
    merge_id: int
    note_id: int


@fact("cases.CaseSplit")
class CaseSplit:
    """Part of `case_id` is the case `other_case_id` from now on."""

    case_id: int
    other_case_id: int
    split_id: int
    posts: int
    note_id: int | None

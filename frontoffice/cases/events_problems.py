"""What others may learn of problems that many cases hang on, and of the answers to them."""

from frontoffice.foundation.events import fact


@fact("cases.ProblemOpened")
class ProblemOpened:
    problem_id: int
    unit_id: int


@fact("cases.ReportAttached")
class ReportAttached:
    case_id: int
    problem_id: int
    report_id: int


@fact("cases.ReportDetached")
class ReportDetached:
    case_id: int
    problem_id: int
    report_id: int


@fact("cases.CauseFound")
class CauseFound:
    problem_id: int
    finding_id: int


@fact("cases.ProblemAnswered")
class ProblemAnswered:
    """One answer to all who reported; each of its parts is owed by itself."""

    problem_id: int
    answer_id: int
    parts: int


@fact("cases.AnswerPartOwed")
class AnswerPartOwed:
    answer_id: int
    part_id: int


@fact("cases.AnswerPartDone")
class AnswerPartDone:
    """`state` is sent, held or left_out."""

    case_id: int
    answer_id: int
    part_id: int
    state: str


@fact("cases.ProblemClosed")
class ProblemClosed:
    problem_id: int


@fact("cases.ProblemReopened")
class ProblemReopened:
    problem_id: int

"""What others may learn of knowledge."""

from frontoffice.foundation.events import fact


@fact("knowledge.ArticlesImported")
class ArticlesImported:
    """`versions` new versions came in with one batch; the event is about their articles."""

    versions: int


@fact("knowledge.ImportBroughtIn")
class ImportBroughtIn:
    """So many texts came in and wait until somebody takes them over."""

    import_id: int
    texts: int


@fact("knowledge.ImportDecided")
class ImportDecided:
    """`state` is taken or dropped; so many versions came of it, and so many were withdrawn as gone."""

    import_id: int
    state: str
    versions: int
    withdrawn: int


@fact("knowledge.VersionProposed")
class VersionProposed:
    version_id: int


@fact("knowledge.DraftRevised")
class DraftRevised:
    version_id: int


@fact("knowledge.DraftDiscarded")
class DraftDiscarded:
    version_id: int


@fact("knowledge.ArticleEntrusted")
class ArticleEntrusted:
    """Who answers for it, or how often it is looked at, has changed."""

    article_id: int


@fact("knowledge.TextReviewed")
class TextReviewed:
    """`verdict` is right or change."""

    version_id: int
    verdict: str


@fact("knowledge.Circulated")
class Circulated:
    """The people of a unit, or all (None), are to read each version of the article."""

    article_id: int
    unit_id: int | None


@fact("knowledge.CirculationEnded")
class CirculationEnded:
    article_id: int
    unit_id: int | None


@fact("knowledge.Acknowledged")
class Acknowledged:
    version_id: int


@fact("knowledge.Reminded")
class Reminded:
    """`people` were told that the version is to be read, or looked over, as `purpose` (read, review) says."""

    version_id: int
    purpose: str
    people: int


@fact("knowledge.VersionPublished")
class VersionPublished:
    version_id: int
    audience: str


@fact("knowledge.VersionWithdrawn")
class VersionWithdrawn:
    version_id: int


@fact("knowledge.QuestionAsked")
class QuestionAsked:
    """`outcome` is answered, gap, asked_back or noted."""

    question_id: int
    contact_id: int
    outcome: str


@fact("knowledge.AnswerGivenByHand")
class AnswerGivenByHand:
    answer_id: int
    contact_id: int
    version_id: int


@fact("knowledge.GapRecorded")
class GapRecorded:
    gap_id: int
    contact_id: int


@fact("knowledge.GapClosed")
class GapClosed:
    gap_id: int
    status: str


@fact("knowledge.GapsTaken")
class GapsTaken:
    """Somebody works on the group; `taken` is false where they no longer do."""

    group_id: int
    taken: bool


@fact("knowledge.GapMoved")
class GapMoved:
    gap_id: int
    group_id: int


@fact("knowledge.TextBegunForGaps")
class TextBegunForGaps:
    group_id: int
    version_id: int


@fact("knowledge.UsefulnessSaid")
class UsefulnessSaid:
    question_id: int
    useful: bool


@fact("knowledge.InterpretationMade")
class InterpretationMade:
    interpretation_id: int
    passage_id: int
    replaces_id: int | None
    confidentiality: int


@fact("knowledge.InterpretationWithdrawn")
class InterpretationWithdrawn:
    interpretation_id: int


@fact("knowledge.InterpretationProposed")
class InterpretationProposed:
    """An article was proposed of it."""

    interpretation_id: int
    version_id: int


@fact("knowledge.AnswerSetRight")
class AnswerSetRight:
    """Somebody dealt with an answer whose text no longer counts. `way` is told, holds or nobody."""

    answer_id: int
    contact_id: int
    way: str


@fact("knowledge.PolicyTestWritten")
class PolicyTestWritten:
    test_id: int


@fact("knowledge.PolicyTestEnded")
class PolicyTestEnded:
    test_id: int


@fact("knowledge.PolicyTestsRun")
class PolicyTestsRun:
    """`newly_fell` of them had passed when they were last run."""

    run_id: int
    passed: int
    fell: int
    newly_fell: int


@fact("knowledge.WentOnDespite")
class WentOnDespite:
    """Somebody went on with a change although tests fell; the run holds the reason."""

    run_id: int
    fell: int


@fact("knowledge.SynonymAdded")
class SynonymAdded:
    synonym_id: int


@fact("knowledge.SynonymEnded")
class SynonymEnded:
    synonym_id: int


@fact("knowledge.ThresholdSet")
class ThresholdSet:
    threshold_id: int


@fact("knowledge.CalibrationFitted")
class CalibrationFitted:
    calibration_id: int


@fact("knowledge.CalibrationAdopted")
class CalibrationAdopted:
    calibration_id: int

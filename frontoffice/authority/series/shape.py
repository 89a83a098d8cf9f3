"""The shape of a series file and of the vocabulary of powers: what may stand in them, before anything is compared."""

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

MOST = 200


def _no_truth(value: Any) -> Any:
    """Yes and no are no numbers."""
    if isinstance(value, bool):
        raise ValueError("a number is needed here, not yes or no")
    return value


Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
SeriesCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,19}$")]
LevelCode = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{1,12}$")]
DutyId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,19}\.[a-z0-9-]{1,15}$")]
ActionName = Annotated[str, StringConstraints(pattern=r"^[a-z_]+\.[a-z_]+$", max_length=100)]
Amount = Annotated[Decimal, BeforeValidator(_no_truth), Field(ge=0, max_digits=14, decimal_places=2)]
Share = Annotated[Decimal, BeforeValidator(_no_truth), Field(ge=0, le=1, max_digits=5, decimal_places=4)]
Confidentiality = Annotated[int, Field(strict=True, ge=0, le=3)]
Complexity = Annotated[int, Field(strict=True, ge=1, le=3)]
Give = Literal["outright", "asks", "never"]
Supervision = Literal["close", "direct", "general", "limited", "minimal", "not stated"]
NOT_STATED = "not stated"
ALL = "all"


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Limits(Shape):
    """How far a power goes; what is not named is not limited."""

    amount: Amount | None = None
    confidentiality: Confidentiality | None = None
    complexity: Complexity | None = None


class Own(Limits):
    """What one level holds of a power, in place of what its authority would."""

    give: Give | None = None
    certification: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{0,40}$")] = ""


class Power(Shape):
    """What can be entrusted: `outright` and `asks` name the lowest authority that holds it, or may ask for it."""

    words: Words
    outright: Line | None = None
    asks: Line | None = None
    leads: bool = False
    everyone: bool = False
    posts: bool = False
    actions: list[ActionName] = Field(default=[], max_length=MOST)
    planned: list[ActionName] = Field(default=[], max_length=MOST)
    reviewed: list[ActionName] = Field(default=[], max_length=MOST)
    limits: dict[str, Limits] = {}


class Vocabulary(Shape):
    """The powers there are, the authorities from lowest to highest, and the share that each supervision reads."""

    shares: dict[str, Share]
    authorities: dict[str, Words]
    powers: dict[Code, Power]


class LevelEntry(Shape):
    """One level of a series, or a post outside all series."""

    code: LevelCode
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
    job_code: Annotated[str, StringConstraints(max_length=20)] = ""
    grade: Annotated[str, StringConstraints(max_length=40)] = ""
    pay: Annotated[str, StringConstraints(max_length=80)] = ""
    authority: Line
    supervision: Supervision
    supervision_words: Annotated[str, StringConstraints(max_length=300)] = ""
    review: Share | None = None
    decisions: Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)] = ""
    knowledge: list[Line] = Field(default=[], max_length=MOST)
    qualifications: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)] = ""
    probation_months: Annotated[int, Field(strict=True, ge=0, le=60)] = 0
    training: bool = False
    may_lead: bool = False
    everything: bool = False
    powers: list[Code] = Field(default=[], max_length=MOST)
    set: dict[Code, Own] = {}


class DutyEntry(Shape):
    """A duty, the level or levels that do it ("all" for each), its parts, and the powers it carries."""

    id: DutyId
    level: Line | list[Line]
    words: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
    parts: list[Code] = Field(default=[], max_length=MOST)
    powers: list[Code] = Field(default=[], max_length=MOST)

    @property
    def levels(self) -> list[str]:
        return [self.level] if isinstance(self.level, str) else list(self.level)


class StandingEntry(Shape):
    """What being on probation or in training takes from a level, until it ends."""

    words: Words = ""
    review: Share | None = None
    withholds: list[Code] = Field(default=[], max_length=MOST)
    asks: list[Code] = Field(default=[], max_length=MOST)


class SeriesFile(Shape):
    """A class series."""

    series: SeriesCode
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
    cumulative: bool = True
    cumulative_words: Annotated[str, StringConstraints(max_length=300)] = ""
    notes: Annotated[str, StringConstraints(max_length=2000)] = ""
    attributes: list[Line] = Field(default=[], max_length=MOST)
    skills: list[Line] = Field(default=[], max_length=MOST)
    levels: list[LevelEntry] = Field(min_length=1, max_length=20)
    duties: list[DutyEntry] = Field(default=[], max_length=500)
    standing: dict[Literal["probation", "training"], StandingEntry] = {}
    powers: dict[Code, Power] = {}


class PostsFile(Shape):
    """Posts outside every series."""

    posts: list[LevelEntry] = Field(min_length=1, max_length=20)

"""Whether a series file makes sense: its shape first, then what it names. All that is wrong is told, with its line."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeVar

from django.utils.translation import gettext as _
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from frontoffice.authority import registry
from frontoffice.authority.series import deriving
from frontoffice.authority.series.reading import Document, Path, Problem, WrongFile, read
from frontoffice.authority.series.shape import ALL, Power, SeriesFile, Vocabulary

S = TypeVar("S", bound=BaseModel)
RESERVED = {"supervisor", "auditor"}  # codes of the posts outside every series


def check(text: str, vocabulary: Vocabulary) -> SeriesFile:
    """The series that the text describes, with the powers of the vocabulary. Raises WrongFile."""
    document = read(text)
    series = shaped(SeriesFile, document)
    known = vocabulary.model_copy(update={"powers": vocabulary.powers | series.powers})
    problems = [*_levels(series, known, document), *_duties(series, known, document)]
    problems += [*_powers(series.powers, known, document, ()), *_standing(series, known, document)]
    if problems:
        raise WrongFile(problems)
    return series


def check_vocabulary(text: str) -> Vocabulary:
    """The vocabulary of powers that the text describes. Raises WrongFile."""
    document = read(text)
    vocabulary = shaped(Vocabulary, document)
    problems = list(_powers(vocabulary.powers, vocabulary, document, ()))
    if problems:
        raise WrongFile(problems)
    return vocabulary


def shaped(shape: type[S], document: Document) -> S:
    """The document as this shape. Raises WrongFile with the place of each thing that does not fit."""
    try:
        return shape.model_validate(document.plain)
    except ValidationError as error:
        raise WrongFile([_told(wrong, document) for wrong in error.errors()]) from None


def _told(given: ErrorDetails, document: Document) -> Problem:
    path: Path = given["loc"]
    name = str(path[-1]) if path else ""
    if given["type"] == "missing":
        return document.problem(path, _("“%s” is missing.") % name)
    if given["type"] == "extra_forbidden":
        return document.problem(path, _("“%s” is not something that can be said here.") % name, at_key=True)
    if given["type"] == "string_type":
        return document.problem(path, _("“%s” is a text; put numbers in quotes.") % name)
    if given["type"] == "greater_than_equal":
        return document.problem(path, _("A limit is not below %s.") % given["ctx"]["ge"])
    reason = str(given["msg"]).removeprefix("Value error, ")
    return document.problem(path, f"{name}: {reason}.")


def _levels(series: SeriesFile, known: Vocabulary, document: Document) -> Iterator[Problem]:
    if series.series in RESERVED:
        yield document.problem(("series",), _("“%s” is the name of a post.") % series.series)
    yield from _twice(
        ((("levels", n, "code"), level.code) for n, level in enumerate(series.levels)), document
    )
    for n, level in enumerate(series.levels):
        path: Path = ("levels", n)
        if level.authority not in known.authorities:
            yield document.problem((*path, "authority"), _unknown(level.authority, known.authorities))
        if level.everything:
            yield document.problem(
                (*path, "everything"), _("Only a post outside the series holds everything.")
            )
        for place, code in enumerate(level.powers):
            yield from _known_power(code, known, document, (*path, "powers", place))
        for code in level.set:
            yield from _known_power(code, known, document, (*path, "set", code))


def _duties(series: SeriesFile, known: Vocabulary, document: Document) -> Iterator[Problem]:
    codes = {level.code: level for level in series.levels}
    yield from _twice(((("duties", n, "id"), duty.id) for n, duty in enumerate(series.duties)), document)
    for n, duty in enumerate(series.duties):
        path: Path = ("duties", n)
        if not duty.id.startswith(f"{series.series}."):
            yield document.problem(
                (*path, "id"), _("Duties of this series begin with “%s.”.") % series.series
            )
        for code in [code for code in duty.levels if code not in codes and duty.level != ALL]:
            yield document.problem((*path, "level"), _unknown(code, [*codes, ALL]))
        if not duty.levels:
            yield document.problem((*path, "level"), _("A duty belongs to a level, to several, or to all."))
        yield from _twice((((*path, "parts", m), part) for m, part in enumerate(duty.parts)), document)
        for place, code in enumerate(duty.powers):
            here = (*path, "powers", place)
            yield from _known_power(code, known, document, here)
            does = [codes[each] for each in duty.levels if each in codes]
            power = known.powers.get(code)
            if power and does and not any(deriving.gives(power, code, each, known) for each in does):
                yield document.problem(here, _("No level of this duty gets the power “%s”.") % code)


def _standing(series: SeriesFile, known: Vocabulary, document: Document) -> Iterator[Problem]:
    for name, entry in series.standing.items():
        for kind in ("withholds", "asks"):
            for place, code in enumerate(getattr(entry, kind)):
                yield from _known_power(code, known, document, ("standing", name, kind, place))


def _powers(
    powers: dict[str, Power], known: Vocabulary, document: Document, above: Path
) -> Iterator[Problem]:
    for code, power in powers.items():
        path: Path = (*above, "powers", code)
        for n, action in enumerate(power.actions):
            if action not in registry.ACTIONS:
                yield document.problem((*path, "actions", n), _("There is no action “%s”.") % action)
        for n, action in enumerate(power.reviewed):
            if action not in power.actions:
                yield document.problem((*path, "reviewed", n), _("“%s” is not among the actions.") % action)
        for kind in ("outright", "asks"):
            lowest = getattr(power, kind)
            if lowest is not None and lowest not in known.authorities:
                yield document.problem((*path, kind), _unknown(lowest, known.authorities))
        for authority in power.limits:
            if authority not in known.authorities:
                yield document.problem(
                    (*path, "limits", authority), _unknown(authority, known.authorities), at_key=True
                )


def _known_power(code: str, known: Vocabulary, document: Document, path: Path) -> Iterator[Problem]:
    if code not in known.powers:
        yield document.problem(path, _("There is no power “%s”.") % code)


def _twice(found: Iterable[tuple[Path, str]], document: Document) -> Iterator[Problem]:
    seen: Counter[str] = Counter()
    for path, code in found:
        seen[code] += 1
        if seen[code] > 1:
            yield document.problem(path, _("“%s” is here twice.") % code)


def _unknown(name: str, known: Iterable[str]) -> str:
    return _("“%(name)s” is not known. Use one of: %(known)s.") % {"name": name, "known": ", ".join(known)}

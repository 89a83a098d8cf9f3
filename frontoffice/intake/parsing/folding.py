"""What is new in a mail, apart from what it quotes of earlier ones. In doubt, words stay: the whole is kept anyway."""

import re

WROTE = re.compile(
    r"^\s*(?:>\s*)?(?:on|el|am|le|il|em|op)\b.{4,250}?"
    r"\b(?:wrote|escribi[oó]|schrieb|a écrit|ha scritto|escreveu|schreef)"
    r"\b[^:\n]{0,80}:\s*$",
    re.IGNORECASE,
)
BEGINS_WROTE = re.compile(r"^\s*(?:on|el|am|le|il|em|op)\b.{4,}", re.IGNORECASE)
ORIGINAL = re.compile(
    r"^\s*[-_]{2,}\s*(?:original message|mensaje original|ursprüngliche nachricht|message d'origine)\s*[-_]{2,}\s*$",
    re.IGNORECASE,
)
FORWARDED = re.compile(
    r"^\s*(?:[-_]{2,}\s*(?:forwarded message|mensaje reenviado)\s*[-_]{2,}|begin forwarded message:"
    r"|inicio del mensaje reenviado:)\s*$",
    re.IGNORECASE,
)
SENDER = re.compile(r"^\s*\*?(?:from|de|von|enviado por)\s*:\*?\s*\S", re.IGNORECASE)
OTHERS = re.compile(
    r"^\s*\*?(?:sent|date|to|subject|cc|enviado(?: el)?|fecha|para|asunto|gesendet|an|betreff)\s*:\*?\s*\S",
    re.IGNORECASE,
)
RULE = re.compile(r"^\s*_{5,}\s*$")
MOST_LINES = 20_000


def fold(text: str) -> str:
    """The text without what it quotes; all of it where nothing else is left.

    A line such as "On … wrote:" goes with the lines after it that begin with >, and words below those stay: answers are
    also written underneath, and in between. After the header block that Outlook copies, all is quoted. What was
    forwarded is what the sender wants us to read, and stays.
    """
    lines = text.split("\n")
    if len(lines) > MOST_LINES:
        return text.strip()
    kept: list[str] = []
    number = 0
    while number < len(lines):
        if FORWARDED.match(lines[number]):
            kept += lines[number:]
            break
        if _copied_block(lines, number) and any(line.strip() for line in kept):
            break
        wrote = _wrote(lines, number)
        if wrote:
            after = _after_quote(lines, number + wrote)
            if after > 0:
                number = after
                continue
            if any(c.isdigit() for c in "".join(lines[number : number + wrote])):
                break  # it names a day or an hour, as mail programs do; people who write "On Monday I wrote:" don't
        if not lines[number].lstrip().startswith(">"):
            kept.append(lines[number])
        number += 1
    latest = re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
    return latest or text.strip()


def _wrote(lines: list[str], number: int) -> int:
    """How many lines "On … wrote:" takes up here: mail programs break it over up to three. 0 where there is none."""
    if not BEGINS_WROTE.match(lines[number]):
        return 0
    for length in (1, 2, 3):
        joined = " ".join(line.strip() for line in lines[number : number + length])
        if WROTE.match(joined):
            return length
    return 0


def _after_quote(lines: list[str], number: int) -> int:
    """Where the quote ends; -1 when it is not marked line by line, so that it goes on to the end."""
    while number < len(lines) and not lines[number].strip():
        number += 1
    if number >= len(lines) or not lines[number].lstrip().startswith(">"):
        return -1
    while number < len(lines) and (lines[number].lstrip().startswith(">") or not lines[number].strip()):
        number += 1
    return number


def _copied_block(lines: list[str], number: int) -> bool:
    """The headers of the earlier mail, as Outlook and others put them above it, in English or Spanish."""
    if ORIGINAL.match(lines[number]):
        return True
    start = number + 1 if RULE.match(lines[number]) else number
    if start >= len(lines) or not SENDER.match(lines[start]):
        return False
    return sum(1 for line in lines[start + 1 : start + 6] if OTHERS.match(line)) >= 2

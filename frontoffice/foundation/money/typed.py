"""Reading the amounts that people type, in English and in other languages, without ever guessing."""

import re
import unicodedata
from decimal import Decimal
from typing import Any

import moneyed
from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation.money.amounts import Money, agency_currency
from frontoffice.foundation.refusals import BadInput

MOST_DIGITS = 12
_SIGNS = {"USD": ("US$", "$"), "EUR": ("€",), "GBP": ("£",), "CAD": ("CA$", "$"), "MXN": ("MX$", "$")}

_SHAPE = _("This is not an amount of money. Write it with digits, for example 1250.00.")
_CENTS = _("Write cents with a point and two digits, for example 1250.00.")
_UNSURE = _(
    "This could be more than one amount. Write it without a thousands separator, for example 1250.00."
)
_LARGE = _("This amount is too large.")
_NEGATIVE = _("The amount can't be less than zero.")
_CURRENCY = _("Amounts here are in %(currency)s.")


class NotAnAmount(BadInput):
    message = _SHAPE


_WHOLE = re.compile(r"[0-9]+")
_ENGLISH = re.compile(r"(?P<whole>[0-9]*|[0-9]{1,3}(?:,[0-9]{3})+)\.(?P<cents>[0-9]{1,2})")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
_COMMA_CENTS = re.compile(r"(?P<whole>[0-9]*|[0-9]{1,3}(?:\.[0-9]{3})+)[,](?P<cents>[0-9]{1,2})")
_ONE_SEPARATOR_THREE_DIGITS = re.compile(r"[0-9]{1,3}[.,][0-9]{3}")
_MANY_POINTS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}")
_MANY_COMMAS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){2,}")


def _bare(text: str, currency: str) -> tuple[str, bool]:
    """The digits and separators alone, and whether the amount is negative: -5, (5), −$5."""
    tidy = unicodedata.normalize("NFKC", text).strip().upper()
    negative = tidy.startswith("(") and tidy.endswith(")")
    tidy = tidy[1:-1].strip() if negative else tidy
    if tidy[:1] in {"-", "−", "–"}:
        negative, tidy = True, tidy[1:].strip()
    for sign in (currency, *_SIGNS.get(currency, ())):
        if tidy.startswith(sign) or tidy.endswith(sign):
            tidy = tidy.removeprefix(sign).removesuffix(sign).strip()
            break
    if tidy[:1] in {"-", "−", "–"}:
        negative, tidy = True, tidy[1:].strip()
    if re.search("[€£¥$]", tidy) or any(word in moneyed.CURRENCIES for word in re.findall("[A-Z]+", tidy)):
        raise NotAnAmount(_CURRENCY % {"currency": currency})
    return re.sub(r"(?<=[0-9])[ '’](?=[0-9]{3})", "", tidy), negative


def _digits(tidy: str, *, english: bool) -> str:
    """`1234.56` out of what was typed; raises NotAnAmount with the reason."""
    if _WHOLE.fullmatch(tidy):
        return tidy
    if (found := _ENGLISH.fullmatch(tidy)) or (not english and (found := _COMMA_CENTS.fullmatch(tidy))):
        return f"{re.sub('[.,]', '', found['whole']) or '0'}.{found['cents']}"
    if (_GROUPED if english else _MANY_COMMAS).fullmatch(tidy):
        return tidy.replace(",", "")
    if not english and _MANY_POINTS.fullmatch(tidy):
        return tidy.replace(".", "")
    raise NotAnAmount(_why_not(tidy, english=english))


def _why_not(tidy: str, *, english: bool) -> Promise:
    if not english and _ONE_SEPARATOR_THREE_DIGITS.fullmatch(tidy):
        return _UNSURE
    return _CENTS if re.fullmatch(r"[0-9.,]*[0-9][0-9.,]*", tidy) else _SHAPE


def parse(text: str, *, language: str, currency: str | None = None, negative: bool = False) -> Money:
    """The amount that a person typed: `1,250.00`, `$1250`, `.50`; in other languages also `1.250,00` and
    `12,5`.

    Raises NotAnAmount with the reason in plain words: more than two decimals, another currency, more than
    twelve digits, less than zero (unless `negative`), and, in languages other than English, `1.250` and
    `1,250`, which half of their writers read as one dollar and the other half as a thousand.
    """
    currency = currency or agency_currency()
    if len(text) > 60:
        raise NotAnAmount(_LARGE)
    tidy, less = _bare(text, currency)
    digits = _digits(tidy, english=language.startswith("en"))
    if len(digits.partition(".")[0].lstrip("0")) > MOST_DIGITS:
        raise NotAnAmount(_LARGE)
    amount = Decimal(digits).quantize(Decimal("0.01"))
    if less and amount and not negative:
        raise NotAnAmount(_NEGATIVE)
    return Money(-amount if less and amount else amount, currency)


class MoneyInput(forms.CharField):
    """A form's field for an amount, read in the page's language; its value is Money or None."""

    def __init__(self, *, negative: bool = False, **options: Any) -> None:
        self.negative = negative
        super().__init__(**({"max_length": 60} | options))
        self.widget.attrs.setdefault("inputmode", "decimal")

    def clean(self, value: Any) -> Any:
        """Money, or None when nothing was typed and nothing is required."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse(text, language=get_language() or "en", negative=self.negative)
        except NotAnAmount as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from None

    def prepare_value(self, value: Any) -> Any:
        """What stands in the field: digits with a point, which every language reads back."""
        return f"{value.amount:.2f}" if isinstance(value, Money) else value

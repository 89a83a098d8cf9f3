"""The postal form of an address, beside what was given (ACC-5): parsed, abbreviated, in capitals."""

from dataclasses import dataclass

from frontoffice.customers.postal_words import DIRECTIONS, STATES, STREETS, UNITS
from frontoffice.foundation.search import words

_STREET = (
    "AddressNumberPrefix",
    "AddressNumber",
    "AddressNumberSuffix",
    "StreetNamePreDirectional",
    "StreetNamePreModifier",
    "StreetNamePreType",
    "StreetName",
    "StreetNamePostType",
    "StreetNamePostDirectional",
    "StreetNamePostModifier",
)
_BOX = ("USPSBoxGroupType", "USPSBoxGroupID", "USPSBoxType", "USPSBoxID")
_WITHIN = (
    "SubaddressType",
    "SubaddressIdentifier",
    "BuildingName",
    "OccupancyType",
    "OccupancyIdentifier",
)


@dataclass(frozen=True)
class Postal:
    """`standardized` is empty where the address could not be read; `normal` is what is compared."""

    standardized: str
    normal: str
    locality: str = ""
    region: str = ""
    postal_code: str = ""


def standardize(as_given: str, country: str = "US") -> Postal:
    """The postal form of an address of the United States; others are kept as they are."""
    plain = " ".join(words(as_given))[:500]
    if country != "US":
        return Postal("", plain)
    import usaddress  # it reads its model when it is imported: only who writes addresses waits for that

    try:
        parts, _kind = usaddress.tag(", ".join(line.strip(" ,") for line in as_given.splitlines()))
    except usaddress.RepeatedLabelError:
        return Postal("", plain)
    street = _line(parts, _STREET) or _line(parts, _BOX)
    locality, region = _tidy(parts.get("PlaceName", "")), _region(parts.get("StateName", ""))
    code = _tidy(parts.get("ZipCode", ""))
    if not street or not (locality or code):
        return Postal("", plain)
    first = " ".join(filter(None, [street, _line(parts, _WITHIN) if street else ""]))
    standardized = ", ".join(filter(None, [first, " ".join(filter(None, [locality, region, code]))]))
    return Postal(
        standardized[:500],
        " ".join(words(standardized))[:500],
        locality[:120],
        region[:60],
        code[:20],
    )


def _line(parts: dict[str, str], labels: tuple[str, ...]) -> str:
    return " ".join(filter(None, (_abbreviated(label, parts.get(label, "")) for label in labels)))


def _abbreviated(label: str, value: str) -> str:
    said = _tidy(value)
    if "Directional" in label:
        return DIRECTIONS.get(said, said)
    if "StreetName" in label and label.endswith("Type"):
        return STREETS.get(said, said)
    if label in {"OccupancyType", "SubaddressType"}:
        return UNITS.get(said, said)
    if label == "USPSBoxType":
        return "PO BOX" if said.replace(" ", "").startswith("POB") or said == "BOX" else said
    if label == "OccupancyIdentifier":
        return said if not said.startswith("#") else f"# {said.lstrip('# ')}"
    return said


def _region(value: str) -> str:
    said = _tidy(value)
    return STATES.get(said, said)


def _tidy(value: str) -> str:
    kept = "".join(c for c in value.upper() if c.isalnum() or c in " -/#&'")
    return " ".join(kept.split())

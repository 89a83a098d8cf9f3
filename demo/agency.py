"""The invented agency as data: offices with their hours, units, topics. What is true there is in FACTS.md."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

NAME = "Columbia Department of Revenue and Licensing"
SHORT_NAME = "CDRL"
DEFAULT_TIME_ZONE = "America/Chicago"
LANGUAGE = "en-us"
SERIES = "tax"  # the class series of its posts
# The year in which the licensing and the revenue department were joined; no customer is known for longer.
FOUNDED = dt.date(2009, 7, 1)

Interval = tuple[str, str]
WEEKDAYS = range(5)
THURSDAY = 3


@dataclass(frozen=True)
class Place:
    """An office. `week` gives the intervals of each weekday (0 is Monday) in the office's own time."""

    code: str
    name: str
    time_zone: str
    address: str
    phone: str
    week: dict[int, list[Interval]]


@dataclass(frozen=True)
class Section:
    """A unit of the agency. `office` is where most of it sits."""

    code: str
    name: str
    office: str


@dataclass(frozen=True)
class Subject:
    """A topic: who answers on it, and within how many business days (the service standard)."""

    code: str
    title: str
    unit: str
    days: int
    parent: str = ""


OFFICES = [
    Place(
        code="NORTH",
        name="Northside Service Office",
        time_zone="America/Chicago",
        address="2200 Alder Street\nNorthside, CB 00120",
        phone="202-555-0121",
        week={day: [("08:00", "19:00" if day == THURSDAY else "17:00")] for day in WEEKDAYS},
    ),
    Place(
        code="HARBOR",
        name="Harbor Service Office",
        time_zone="America/Chicago",
        address="75 Quay Road\nPort Ellery, CB 00145",
        phone="202-555-0145",
        week={day: [("08:30", "12:00"), ("13:00", "16:30")] for day in WEEKDAYS},
    ),
    Place(
        code="CAPITOL",
        name="Capitol Service Office",
        time_zone="America/Denver",
        address="1 Statehouse Plaza, Suite 300\nCapitol City, CB 00101",
        phone="202-555-0101",
        week={day: [("08:00", "12:30"), ("13:00", "16:30")] for day in WEEKDAYS},
    ),
]

# What the series leaves open: the share of outgoing messages that a colleague reads first, and the agency's words.
SUPERVISION = {
    "tax.II": (Decimal("0.1"), "general: one message in ten is read first"),
    "tax.III": (Decimal("0.02"), "limited: one message in fifty is read first"),
    "tax.IV": (Decimal(0), "none before sending"),
}

UNITS = [
    Section("licensing", "Driver Licensing", "NORTH"),
    Section("vehicles", "Vehicle Services", "HARBOR"),
    Section("business-tax", "Business Tax", "CAPITOL"),
    Section("contact-center", "Contact Center", "NORTH"),
    Section("supervisors", "Supervisor's Office", "CAPITOL"),
]

TOPICS = [
    Subject("driver-license", "Driver licenses and ID cards", "licensing", 2),
    Subject("license-new", "First license or learner permit", "licensing", 2, "driver-license"),
    Subject("license-renewal", "Renewing a license", "licensing", 2, "driver-license"),
    Subject("license-replacement", "Lost, stolen or damaged card", "licensing", 2, "driver-license"),
    Subject("license-change", "Change of name or address", "licensing", 2, "driver-license"),
    Subject("license-proof", "Proof of identity and residence", "licensing", 2, "driver-license"),
    Subject("license-suspension", "Suspension and reinstatement", "licensing", 3, "driver-license"),
    Subject("license-commercial", "Commercial licenses", "licensing", 3, "driver-license"),
    Subject("license-tests", "Knowledge and road tests", "licensing", 2, "driver-license"),
    Subject("vehicles", "Titles, registration and plates", "vehicles", 3),
    Subject("vehicle-title", "Vehicle titles", "vehicles", 3, "vehicles"),
    Subject("vehicle-transfer", "Selling, buying or giving a vehicle", "vehicles", 3, "vehicles"),
    Subject("vehicle-registration", "Vehicle registration", "vehicles", 3, "vehicles"),
    Subject("plates", "License plates", "vehicles", 3, "vehicles"),
    Subject("disabled-placard", "Disabled parking placards", "vehicles", 3, "vehicles"),
    Subject("business-tax", "Sales tax", "business-tax", 5),
    Subject("sales-tax-permit", "Sales-tax permits", "business-tax", 5, "business-tax"),
    Subject("sales-tax-return", "Sales-tax returns and penalties", "business-tax", 5, "business-tax"),
    Subject("money", "Fees, payments and refunds", "contact-center", 3),
    Subject("fees-payments", "Fees and ways to pay", "contact-center", 3, "money"),
    Subject("refunds", "Refunds", "contact-center", 3, "money"),
    Subject("hardship", "Fee waivers and payment plans", "supervisors", 5, "money"),
    Subject("help", "Offices, language help and records", "contact-center", 2),
    Subject("offices", "Offices and hours", "contact-center", 1, "help"),
    Subject("language-help", "Interpreters and language help", "contact-center", 2, "help"),
    Subject("records-privacy", "Records and privacy", "supervisors", 5, "help"),
    Subject("appeals", "Reviews and appeals", "supervisors", 5, "help"),
    Subject("complaint", "Complaints about our service", "supervisors", 5, "help"),
    Subject("other", "Something else", "contact-center", 2),
]

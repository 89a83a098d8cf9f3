"""Invented people and cases for the kit's page. Nothing here is stored."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext as _

from frontoffice.foundation.money import Money
from frontoffice.foundation.ui.navigation import NavItem, Places

AT = dt.datetime(2026, 11, 18, 20, 10, tzinfo=dt.UTC)
ZONE = "America/Denver"

TOPICS = [
    ("", ""),
    ("renewal", "License renewal"),
    ("title", "Vehicle title"),
    ("fees", "Fees and refunds"),
    ("tax", "Sales tax"),
]
WAYS = [("email", "Email"), ("phone", "Phone"), ("mail", "Letter")]
TILES = [
    ("email", "Email"),
    ("phone", "Phone", "Weekdays 8 am to 5 pm"),
    ("page", "On this page", "You get a link"),
]

# who, what, hours until due, status, tone, number, channel
_QUEUE = [
    ("Marisol Ortega-Reyes", "Renewal stuck at proof of address", 3, "Open", "open", "C-0020418", "Web"),
    ("Terrence Bowdry", "Overcharged on plate transfer", -27, "Escalated", "urgent", "C-0020377", "Email"),
    ("Huong Tran", "Interpreter for road test", 5, "New", "new", "C-0020421", "Phone"),
    ("Alicia Fennimore", "Refund not received", 26, "Open", "open", "C-0020402", "Email"),
    ("Northside Towing LLC", "Lien release paperwork", 30, "Waiting", "neutral", "C-0020391", "Counter"),
    ("Jesse Kowalczyk", "Hardship waiver request", 50, "Open", "open", "C-0020399", "Web"),
    ("Priya Raman", "Name spelled wrong on card", 52, "New", "new", "C-0020430", "Chat"),
    ("Dwayne Lattimore", "Disabled placard renewal", 53, "Open", "open", "C-0020370", "Mail"),
    ("Ingrid Sorensen", "Out-of-state title", 74, "Waiting", "neutral", "C-0020344", "Web"),
    ("Abdi Warsame", "Commercial permit timing", 75, "Open", "open", "C-0020361", "Phone"),
    ("Colleen Gratz", "Motorcycle class added?", 99, "New", "new", "C-0020433", "Web"),
    ("Walter Nakai", "Proof of insurance rejected", 101, "Resolved", "done", "C-0020329", "Email"),
]


CONTACT = {
    "phone": "(555) 010-4477",
    "email": "m.ortega@example.org",
    "address": "418 Alder St, Apt 3\nNorthside, CO 80001",
}


def queue() -> list[dict[str, Any]]:
    return [
        {
            "who": who,
            "what": what,
            "due": AT + dt.timedelta(hours=hours),
            "status": status,
            "tone": tone,
            "number": number,
            "channel": channel,
            "current": place == 0,
        }
        for place, (who, what, hours, status, tone, number, channel) in enumerate(_QUEUE)
    ]


_WROTE = (
    "I uploaded my lease twice but the renewal page still says proof of address is missing. "
    "My license expires December 4 and I drive for work.\nCan someone check it?"
)
_NOTE = "Lease has landlord name only on page 2. Acceptable under 4.2(b). Asked records to re-index."
_REPLY = (
    "Your lease was accepted. We still need the page that shows the date you signed. "
    "You can reply to this message with a photo of it."
)
_THANKS = "Here is the page. Thank you for the quick answer!"

# kind, who, what, minutes after the first, icon, text, file
_TIMELINE = [
    ("system", "System", "created the case from the web form", 0, "", "", ""),
    ("customer", "Marisol Ortega-Reyes", "wrote by web form", 0, "", _WROTE, ""),
    ("note", "Dana Whitfield", "internal note", 98, "", _NOTE, ""),
    ("system", "Cashier 3", "recorded a payment of $12.00 (duplicate card)", 313, "attach_money", "", ""),
    ("reply", "Dana Whitfield", "replied by email", 1409, "", _REPLY, ""),
    (
        "customer",
        "Marisol Ortega-Reyes",
        "replied with 1 attachment",
        1620,
        "attach_file",
        _THANKS,
        "lease-p3.jpg",
    ),
]


def timeline() -> list[dict[str, Any]]:
    first = AT.replace(hour=16, minute=2) - dt.timedelta(days=1)
    names = ("kind", "who", "what", "minutes", "icon", "text", "file")
    entries: list[dict[str, Any]] = [dict(zip(names, entry, strict=True)) for entry in _TIMELINE]
    return [{**entry, "at": first + dt.timedelta(minutes=entry["minutes"])} for entry in entries]


def rows() -> list[dict[str, Any]]:
    return [
        {
            "number": "D-4471-209",
            "kind": "Driver C",
            "received": dt.date(2026, 11, 3),
            "fee": Money("33.00", "USD"),
            "tone": "open",
            "status": "In review",
        },
        {
            "number": "V-88-1032",
            "kind": "Vehicle registration",
            "received": dt.date(2026, 10, 28),
            "fee": Money("1204.50", "USD"),
            "tone": "done",
            "status": "Issued",
        },
        {
            "number": "D-4468-771",
            "kind": "Commercial permit",
            "received": dt.date(2025, 12, 9),
            "fee": Money("0.00", "USD"),
            "tone": "urgent",
            "status": "Held",
        },
    ]


def public_nav() -> list[NavItem]:
    return [
        NavItem(_("Services"), "#services"),
        NavItem(_("Ask a question"), "/kit/", current=True),
        NavItem(_("My cases"), "#cases"),
        NavItem(_("Sign in"), "#sign-in"),
    ]


def footer_nav() -> list[NavItem]:
    return [NavItem(_("Accessibility"), "#accessibility"), NavItem(_("Privacy"), "#privacy")]


def staff_bar() -> dict[str, Any]:
    """What the staff bar shows: places, the office, who is signed in."""
    places = Places(
        [
            NavItem(_("Queue"), "/kit/desk/", "list", "g q", current=True),
            NavItem(_("Customers"), "#customers", "people", "g c"),
            NavItem(_("Knowledge"), "/kit/staff/", "local_library", "g k"),
            NavItem(_("Approvals"), "#approvals", "check_circle", "g a", count=2),
            NavItem(_("Mail"), "#mail", "mail", "g m"),
            NavItem(_("Reports"), "#reports", "assessment", "g r"),
        ]
    )
    return {"nav_items": places, "search_url": "/kit/desk/", "home_url": "/kit/desk/"}


def dana() -> Any:
    """Who the sample desk belongs to."""
    office = SimpleNamespace(name="Northside", time_zone=ZONE)
    # Nobody of the agency: whatever asks for powers finds none.
    actor = SimpleNamespace(pk=None, name="Dana Whitfield", is_staff=False)
    return SimpleNamespace(actor=actor, actor_id=None, pk=None, office=office)


def user() -> Any:
    """Dana as signed in."""
    return SimpleNamespace(is_authenticated=True, is_active=True, get_username=lambda: "dana")


def desk() -> dict[str, Any]:
    customer = {
        "name": "Marisol Ortega-Reyes",
        **CONTACT,
        "credentials": [
            ("D-4471-209", "Driver C", "12/04/2026"),
            ("V-88-1032", "Vehicle reg.", "03/31/2027"),
        ],
        "others": [
            ("C-0019822", "Address change", "closed 08/14"),
            ("C-0018114", "Fee dispute", "closed 03/02"),
            ("C-0011467", "Title transfer", "closed 2024"),
        ],
    }
    return {
        "queue": queue(),
        "entries": timeline(),
        "customer": customer,
        "show_pane": "main",
        "draft": "Dear Ms. Ortega-Reyes,\n\nThank you for sending your proof of address.",
        "due": AT + dt.timedelta(hours=3, minutes=20),
        "balance": Money("46.00", "USD"),
    }


def everything() -> dict[str, Any]:
    return {
        "queue": queue()[:3],
        "contact": CONTACT,
        "passage": "A lease counts as proof of address when it names the applicant and is not older than a year.",
        "entries": timeline(),
        "rows": rows(),
        "due": AT + dt.timedelta(hours=3),
        "late": AT - dt.timedelta(hours=27),
        "later": AT + dt.timedelta(days=3),
        "today": AT.date(),
        "amount": Money("1204.50", "USD"),
        "effective": dt.date(2026, 7, 1),
        "topics": TOPICS,
        "ways": WAYS,
        "tiles": TILES,
        "steps": [_("Topic"), _("Your question"), _("Review")],
        "trail": [(_("Home"), "/kit/"), (_("Knowledge"), "/kit/staff/")],
        "tabs": [
            {"id": "tab-open", "label": _("Open"), "count": 14},
            {"id": "tab-waiting", "label": _("Waiting"), "count": 3},
            {"id": "tab-done", "label": _("Resolved"), "count": None},
        ],
        "tab_items": [
            NavItem(_("Articles"), "#articles", current=True, count=20),
            NavItem(_("Regulations"), "#regulations", count=7),
        ],
        "bars": [("Email", 412), ("Web", 388), ("Phone", 296), ("Counter", 120), ("Mail", 31)],
        "days": [("Mon", 62), ("Tue", 75), ("Wed", 58), ("Thu", 91), ("Fri", 84), ("Sat", 12)],
        "errors": [
            ("#kit-name", _("Full name: write your name.")),
            ("#kit-question", _("Your question: write what you want to know.")),
        ],
    }

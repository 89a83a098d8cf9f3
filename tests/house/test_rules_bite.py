"""Each house rule, shown what it forbids and what it allows."""

import pytest

from tests.house import rules_python, rules_templates, rules_words, tree

DECLARED_BY = (rules_python, rules_templates, rules_words)  # importing them declares their rules

LONG = "def f():\n" + "    pass\n" * 39
ACTION = '''
@action("cases.assign", title=_("Assign a case"))
def assign(*, case: Case, by: Actor, at: datetime) -> Case:
    """Make someone responsible."""
'''
IN_CASES = "frontoffice/cases/actions/assigning.py"
MODEL = "class Case(Model):\n    @property\n    def late(self) -> bool:\n        return {}\n"
BRITISH = "licen" + "ce"

# rule, path, what is allowed there, what is forbidden there
SAMPLES = [
    ("file size", "a.py", "x\n" * 300, "x\n" * 301),
    ("function size", "a.py", LONG, LONG + "    pass\n"),
    ("module names", "frontoffice/cases/views/desk.py", "", None),
    ("gerund modules", "frontoffice/cases/actions/taking_payments.py", "", None),
    ("action signatures", IN_CASES, ACTION, ACTION.replace("*, ", "")),
    ("action signatures", IN_CASES, ACTION, ACTION.replace("by: Actor, ", "")),
    ("action signatures", IN_CASES, ACTION, ACTION.replace("at: datetime", "at: datetime | None = None")),
    ("action signatures", IN_CASES, ACTION, ACTION.replace("at: datetime", "at: datetime = EPOCH")),
    ("action signatures", IN_CASES, ACTION, ACTION.replace("case: Case", "case")),
    ("action signatures", IN_CASES, ACTION, ACTION.replace(" -> Case", "")),
    ("action signatures", IN_CASES, ACTION, ACTION.replace("cases.assign", "desk.assign")),
    ("action signatures", IN_CASES, ACTION, ACTION.replace('"""Make someone responsible."""', "...")),
    ("no clock", IN_CASES, "due = at + week", "due = timezone.now() + week"),
    ("no clock", IN_CASES, "day = at.date()", "day = dt.date.today()"),
    ("no clock", IN_CASES, "day = today(office, at=at)", "day = today(office, at=datetime.now(UTC))"),
    ("no request", IN_CASES, "from django.db import models", "from django.http import HttpResponse"),
    ("no request", IN_CASES, "import django.utils", "from django import forms"),
    ("no request", IN_CASES, "def f(*, by): ...", "def f(request): ..."),
    ("models are nouns", "m.py", MODEL.format("self.due < today"), MODEL.format("self.notes.exists()")),
    ("models are nouns", "m.py", "def age(self): ...", "class A:\n    def save(self): ..."),
    (
        "no signals",
        "m.py",
        "from django.db.models.signals import post_migrate",
        "from django.dispatch import receiver",
    ),
    ("nothing inline", "a.html", '<p class="a">x</p>', '<p style="color: red">x</p>'),
    ("nothing inline", "a.html", '<button type="submit">x</button>', '<button onclick="go()">x</button>'),
    ("nothing inline", "a.html", '<script src="a.js"></script>', "<script>go()</script>"),
    ("nothing inline", "a.html", '<script type="application/json">{}</script>', "<style>p {}</style>"),
    ("nothing inline", "a.html", '<a href="/x">x</a>', '<a href="javascript:go()">x</a>'),
    ("translatable templates", "a.html", '<p>{% translate "Save" %}</p>', "<p>Save</p>"),
    (
        "translatable templates",
        "a.html",
        "{% blocktranslate %}Save {{ x }}{% endblocktranslate %}",
        "Save {{ x }}",
    ),
    ("translatable templates", "a.html", "<img alt=\"{% translate 'A' %}\">", '<img alt="A car">'),
    ("translatable templates", "a.html", "{# Save #}<kbd>Ctrl</kbd> 24 · x", '<c-button label="Save" />'),
    ("translatable templates", "a.html", '{% if x %}id="a b"{% endif %} required', 'id="a" title="Save"'),
    ("nothing inline", "a.html", '<c-menu style="quiet" />', '<c-menu onclick="go()" />'),
    ("translatable templates", "a.html", '<b translate="no">Name</b>', '<b translate="no"></b><p>Save</p>'),
    (
        "translatable sentences",
        "a.py",
        "class A(Refused):\n    message = _('No.')",
        "class A(Refused):\n    message = 'No.'",
    ),
    (
        "translatable sentences",
        "a.py",
        "@action('a.b', title=_('Do'))\ndef f(): ...",
        "@action('a.b', title='Do')\ndef f(): ...",
    ),
    (
        "translatable sentences",
        "a.py",
        "class A(TextChoices):\n    B = 'b', _('Bee')",
        "class A(TextChoices):\n    B = 'b', 'Bee'",
    ),
    ("American spelling", "a.md", "license, organize", f"A {BRITISH}."),
    ("American spelling", "a.py", "licensed_by", f"driver_{BRITISH}_by"),
    ("American spelling", "a.py", "BehaviorOf", "Behavio" + "urOf"),
    ("no registry address", "a.txt", "pip install it", "https://py" + "pi.org/simple"),
    ("no registry address", "a.json", '"version": "1"', '"resolve' + 'd": "https://x"'),
    ("no machine path", "a.md", "/var/lib/postgresql/ and a/work/b", "see /wor" + "k/main"),
]


@pytest.mark.parametrize(("name", "path", "allowed", "forbidden"), SAMPLES)
def test_the_rule_finds_what_it_forbids(name: str, path: str, allowed: str, forbidden: str | None) -> None:
    check = tree.RULES[name].check
    assert check(path, allowed) == []
    if forbidden is not None:
        assert check(path, forbidden) != []


def test_rules_about_names_find_them() -> None:
    assert tree.RULES["module names"].check("frontoffice/cases/services.py", "") != []
    assert tree.RULES["module names"].check("frontoffice/helpers/time.py", "") != []
    assert tree.RULES["gerund modules"].check("frontoffice/cases/actions/payments.py", "") != []
    assert tree.RULES["packages"].check("frontoffice/nowhere/models.py", "") != []


def test_every_rule_is_shown_here() -> None:
    assert {name for name, *_ in SAMPLES} | {"packages"} == set(tree.RULES)

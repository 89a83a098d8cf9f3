"""The people of the demonstration, with fixed meaning: who each one is says what a screen or test should show.

The password of every demonstration sign-in is `PASSWORD`. Telephone numbers are of the range kept for
fiction, mail addresses of the domains kept for examples.
"""

from dataclasses import dataclass

PASSWORD = "columbia-demo-2026"  # noqa: S105 - printed on the first screen of the demonstration


@dataclass(frozen=True)
class Colleague:
    """A staff member. `ended` is how many business days before the week's end the post ended; 0 is not ended.

    `meaning` says what this one is for: which side of which rule.
    """

    key: str
    name: str
    username: str
    post: str
    level: str
    office: str
    unit: str
    supervisor: str
    meaning: str
    ended: int = 0
    automated: bool = False


@dataclass(frozen=True)
class Customer:
    """A person or an organization that the agency serves; `since` is the year in which it became known."""

    key: str
    name: str
    since: int
    language: str = "en"
    email: str = ""
    phone: str = ""
    address: str = ""
    organization: bool = False
    meaning: str = ""


STAFF = [
    Colleague(
        key="dana",
        name="Dana Whitfield",
        username="dana",
        post="Customer Service Representative 1",
        level="tax.II",
        office="NORTH",
        unit="licensing",
        supervisor="gordon",
        meaning="The ordinary case: a level 1 representative who takes, answers and resolves.",
    ),
    Colleague(
        key="lucia",
        name="Lucia Ferrante",
        username="lucia",
        post="Customer Service Representative 1",
        level="tax.II",
        office="NORTH",
        unit="contact-center",
        supervisor="gordon",
        meaning="Answers the telephone; writes Spanish; her unit gets what belongs nowhere else.",
    ),
    Colleague(
        key="marcus",
        name="Marcus Bell",
        username="marcus",
        post="Customer Service Representative 1",
        level="tax.II",
        office="HARBOR",
        unit="vehicles",
        supervisor="ruth",
        meaning="A representative of another unit and another office than Dana.",
    ),
    Colleague(
        key="tomas",
        name="Tomas Reinholt",
        username="tomas",
        post="Customer Service Representative 2",
        level="tax.III",
        office="NORTH",
        unit="licensing",
        supervisor="gordon",
        meaning="A level 2: may do at once what Dana has to ask for.",
    ),
    Colleague(
        key="aisha",
        name="Aisha Karim",
        username="aisha",
        post="Tax Assistance Representative 2",
        level="tax.III",
        office="CAPITOL",
        unit="business-tax",
        supervisor="mei",
        meaning="A level 2 in another time zone than the others.",
    ),
    Colleague(
        key="ruth",
        name="Ruth Okafor",
        username="ruth",
        post="Lead Representative, Vehicle Services",
        level="tax.III",
        office="HARBOR",
        unit="vehicles",
        supervisor="gordon",
        meaning="A lead: assigns the work of others and helps with the hard ones.",
    ),
    Colleague(
        key="mei",
        name="Mei Castellano",
        username="mei",
        post="Supervisor, Business Tax",
        level="tax.IV",
        office="CAPITOL",
        unit="business-tax",
        supervisor="gordon",
        meaning="A supervisor of one unit, who decides what her people ask for.",
    ),
    Colleague(
        key="gordon",
        name="Gordon Pike",
        username="gordon",
        post="Supervisor, Customer Service",
        level="tax.IV",
        office="CAPITOL",
        unit="supervisors",
        supervisor="",
        meaning="The supervisor: decides approvals, publishes articles, appoints staff.",
    ),
    Colleague(
        key="noor",
        name="Noor Haddad",
        username="noor",
        post="Tax Assistance Representative in training",
        level="tax.I",
        office="CAPITOL",
        unit="business-tax",
        supervisor="mei",
        meaning="In training: what she writes to customers waits until somebody with authority has read it.",
    ),
    Colleague(
        key="hal",
        name="Hal Brandt",
        username="hal",
        post="Seasonal Representative",
        level="tax.II",
        office="NORTH",
        unit="contact-center",
        supervisor="gordon",
        meaning="His post has ended: he can sign in, and every power of his has run out.",
        ended=4,
    ),
]

AUTOMATED = [
    Colleague(
        key="assistant",
        name="Front Desk Assistant",
        username="",
        post="Automated representative",
        level="tax.I",
        office="CAPITOL",
        unit="contact-center",
        supervisor="gordon",
        meaning="No person: drafts answers to what comes by the portal, which wait until a person has read them.",
        automated=True,
    ),
]

CUSTOMERS = [
    Customer(
        key="marisol",
        name="Marisol Ortega-Reyes",
        since=2014,
        language="es",
        email="m.ortega@example.org",
        phone="202-555-0147",
        address="418 Alder Street, Apt 3, Northside, CB 00120",
        meaning="The leading case: a renewal that is stuck at the proof of address.",
    ),
    Customer("terrence", "Terrence Bowdry", 2018, email="terrence.bowdry@example.com", phone="202-555-0163"),
    Customer(
        key="huong",
        name="Huong Tran",
        since=2026,
        language="vi",
        phone="202-555-0172",
        meaning="Can be reached by telephone only; needs an interpreter.",
    ),
    Customer("alicia", "Alicia Fennimore", 2021, email="alicia.fennimore@example.net"),
    Customer(
        key="towing",
        name="Northside Towing LLC",
        since=2012,
        email="office@northside-towing.example",
        phone="202-555-0181",
        address="9 Switchyard Lane, Northside, CB 00121",
        organization=True,
        meaning="An organization with many vehicles.",
    ),
    Customer("jesse", "Jesse Kowalczyk", 2019, email="jkowalczyk@example.com", phone="202-555-0158"),
    Customer("priya", "Priya Raman", 2023, email="priya.raman@example.org"),
    Customer(
        key="dwayne",
        name="Dwayne Lattimore",
        since=2011,
        address="77 Millrace Road, Port Ellery, CB 00146",
        meaning="No e-mail address and no telephone: letters only.",
    ),
    Customer("ingrid", "Ingrid Sorensen", 2026, email="ingrid.sorensen@example.com", phone="202-555-0119"),
    Customer("abdi", "Abdi Warsame", 2020, language="so", phone="202-555-0134"),
    Customer("colleen", "Colleen Gratz", 2016, email="colleen.gratz@example.net", phone="202-555-0176"),
    Customer(
        key="bakery",
        name="Harbor Light Bakery",
        since=2022,
        email="books@harborlight.example",
        phone="202-555-0192",
        address="12 Quay Road, Port Ellery, CB 00145",
        organization=True,
        meaning="A small business with late returns.",
    ),
    Customer(
        key="antiques",
        name="Wexler & Daughters Antiques",
        since=2010,
        address="P.O. Box 318, Capitol City, CB 00103",
        organization=True,
        meaning="An organization that writes letters; an ampersand in the name.",
    ),
    Customer("oksana", "Oksana Melnyk", 2025, language="uk", email="oksana.melnyk@example.org"),
    Customer("samuel", "Samuel Adeyemi", 2017, email="s.adeyemi@example.com", phone="202-555-0129"),
    Customer(
        key="beatrice",
        name="Beatrice Lindqvist",
        since=2009,
        phone="202-555-0105",
        meaning="81 years old; calls, and does not use the web.",
    ),
    Customer(
        key="foodbank",
        name="Columbia Valley Food Bank",
        since=2015,
        email="director@cvfoodbank.example",
        phone="202-555-0188",
        organization=True,
        meaning="A nonprofit organization.",
    ),
    Customer(
        key="ray",
        name="Ray Tolliver",
        since=2024,
        meaning="Came to the counter; left no address of any kind.",
    ),
    Customer("mateo", "Mateo Villanueva", 2020, language="es", email="mateo.v@example.net"),
    Customer("grace", "Grace Nakamura", 2013, email="grace.nakamura@example.org", phone="202-555-0154"),
]

STAFF_BY_KEY = {colleague.key: colleague for colleague in [*STAFF, *AUTOMATED]}
CUSTOMERS_BY_KEY = {customer.key: customer for customer in CUSTOMERS}

"""Every named URL that shows a screen, with who opens it and where it is in the world of the test.

The roles: a visitor, a representative, a supervisor. `test_screens.py` checks this list against the URLconf: a new URL
has to be added here, as a screen or as something that is none.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tests.access import calls, imported, mails, matters
from tests.access.customers import PARTS
from tests.access.drafts import draft_to_go_on_with
from tests.access.work_screens import LEADS_OPEN, STAFF_OPEN
from tests.access.world import World

VISITOR, REPRESENTATIVE, SUPERVISOR = "visitor", "representative", "supervisor"
ALL = (VISITOR, REPRESENTATIVE, SUPERVISOR)
STAFF = (REPRESENTATIVE, SUPERVISOR)
Address = Callable[[World], list[str]]


@dataclass(frozen=True)
class Screen:
    """Who opens it, and its addresses: one for each state that looks different."""

    roles: tuple[str, ...]
    addresses: Address


def at(*addresses: str) -> Address:
    return lambda world: list(addresses)


OF = "/knowledge/articles/renew-driver-license/"
SCREENS: dict[str, Screen] = {
    "/": Screen(ALL, at("/", "/?q=How+do+I+renew%3F")),
    "/answers/<str:reference>/": Screen(ALL, lambda world: [world.conversation]),
    "/ask/": Screen(ALL, lambda world: ["/ask/", f"/ask/?from={world.conversation.split('/')[2]}"]),
    "/cases/": Screen(ALL, at("/cases/")),
    "/cases/<str:reference>/": Screen((VISITOR,), lambda world: [world.own_case, "/cases/7KM4-29QX-T8/"]),
    "/cases/<str:reference>/done/": Screen((VISITOR,), lambda world: [f"{world.own_case}done/"]),
    "/help/": Screen(ALL, at("/help/")),
    "/help/<slug:slug>/": Screen(
        ALL,
        at(
            "/help/renew-driver-license/",
            "/help/renew-driver-license/?on=2020-01-01",
            "/help/renew-driver-license/?on=soon",
            "/help/records-and-privacy/",
            "/help/fee-schedule/",
        ),
    ),
    "/help/<slug:slug>/print/": Screen(
        ALL,
        at("/help/fee-schedule/print/", "/help/fee-schedule/print/?size=large"),
    ),
    "/topics/<str:code>/": Screen(ALL, at("/topics/driver-license/", "/topics/other/")),
    "/changes/": Screen(ALL, at("/changes/")),
    "/talk/": Screen(ALL, at("/talk/")),
    "/complaints/": Screen(ALL, at("/complaints/")),
    "/offices/": Screen(ALL, at("/offices/")),
    "/accessibility/": Screen(ALL, at("/accessibility/")),
    "/privacy/": Screen(ALL, at("/privacy/")),
    "/accounts/login/": Screen((VISITOR,), at("/accounts/login/")),
    "/accounts/logout/": Screen(STAFF, at("/accounts/logout/")),
    "/accounts/signup/": Screen((VISITOR,), at("/accounts/signup/")),
    "/accounts/inactive/": Screen((VISITOR,), at("/accounts/inactive/")),
    "/accounts/reauthenticate/": Screen(STAFF, at("/accounts/reauthenticate/")),
    "/accounts/password/change/": Screen(STAFF, at("/accounts/password/change/")),
    "/accounts/new-password/": Screen((VISITOR,), at("/accounts/new-password/")),
    "/accounts/signed-out/": Screen((VISITOR,), at("/accounts/signed-out/")),
    "/accounts/mine/": Screen(STAFF, at("/accounts/mine/")),
    "/accounts/app/add/": Screen(STAFF, at("/accounts/app/add/")),
    "/accounts/passkeys/add/": Screen(STAFF, at("/accounts/passkeys/add/")),
    "/desk/": Screen(
        STAFF,
        at(
            "/desk/", "/desk/?view=unit", "/desk/?view=unassigned", "/desk/?view=resolved", "/desk/?q=license"
        ),
    ),
    "/desk/new/": Screen(STAFF, at("/desk/new/")),
    "/desk/cases/<str:reference>/": Screen(
        STAFF, lambda world: world.desk("", world.open_case, world.resolved_case)
    ),
    "/desk/cases/<str:reference>/assign/": Screen(
        (SUPERVISOR,), lambda world: world.desk("assign/", world.open_case)
    ),
    "/desk/cases/<str:reference>/release/": Screen(
        STAFF, lambda world: world.desk("release/", world.open_case)
    ),
    "/desk/cases/<str:reference>/resolve/": Screen(
        STAFF, lambda world: world.desk("resolve/", world.open_case)
    ),
    "/desk/cases/<str:reference>/reopen/": Screen(
        STAFF, lambda world: world.desk("reopen/", world.resolved_case)
    ),
    "/desk/cases/<str:reference>/topic/": Screen(STAFF, lambda world: world.desk("topic/", world.open_case)),
    "/desk/cases/<str:reference>/customer/": Screen(
        STAFF, lambda world: world.desk("customer/", world.open_case)
    ),
    "/desk/cases/<str:reference>/add/": Screen(STAFF, lambda world: world.desk("add/", world.open_case)),
    "/desk/cases/<str:reference>/attach/": Screen(
        STAFF, lambda world: world.desk("attach/", world.open_case)
    ),
    "/desk/cases/<str:reference>/passages/": Screen(
        STAFF, lambda world: world.desk("passages/", world.open_case)
    ),
    "/desk/set-right/": Screen(
        STAFF, at("/desk/set-right/", "/desk/set-right/?show=nobody", "/desk/set-right/?show=done")
    ),
    "/desk/cases/<str:reference>/advise/": Screen(
        STAFF, lambda world: world.desk("advise/", world.open_case)
    ),
    **{route: Screen(roles, where) for route, (roles, where) in (matters.SCREENS | mails.SCREENS).items()},
    "/knowledge/": Screen(STAFF, at("/knowledge/", "/knowledge/?q=license")),
    "/knowledge/new/": Screen((SUPERVISOR,), at("/knowledge/new/")),
    "/knowledge/tests/": Screen(STAFF, at("/knowledge/tests/")),
    "/knowledge/tests/new/": Screen((SUPERVISOR,), at("/knowledge/tests/new/")),
    "/knowledge/synonyms/": Screen(STAFF, at("/knowledge/synonyms/")),
    "/knowledge/trust/": Screen(STAFF, at("/knowledge/trust/")),
    "/knowledge/imports/": Screen((SUPERVISOR,), at("/knowledge/imports/")),
    "/knowledge/imports/<str:reference>/": Screen((SUPERVISOR,), lambda world: [imported.address()]),
    "/knowledge/imports/<str:reference>/<str:text>/": Screen(
        (SUPERVISOR,), lambda world: [imported.address(text=True)]
    ),
    "/knowledge/gaps/": Screen(STAFF, at("/knowledge/gaps/")),
    "/knowledge/gaps/<str:reference>/": Screen(STAFF, lambda world: [f"/knowledge/gaps/{world.gap}/"]),
    "/knowledge/articles/<slug:slug>/": Screen(STAFF, at("/knowledge/articles/renew-driver-license/")),
    "/knowledge/articles/<slug:slug>/new/": Screen(
        (SUPERVISOR,), at("/knowledge/articles/renew-driver-license/new/")
    ),
    "/knowledge/insights/": Screen(STAFF, at("/knowledge/insights/", "/knowledge/insights/?weeks=52")),
    "/knowledge/insights/<slug:slug>/": Screen(STAFF, at("/knowledge/insights/renew-driver-license/")),
    "/knowledge/mine/": Screen(STAFF, at("/knowledge/mine/")),
    "/knowledge/articles/<slug:slug>/edit/": Screen((SUPERVISOR,), lambda _world: [draft_to_go_on_with()]),
    "/knowledge/articles/<slug:slug>/compare/": Screen(
        STAFF, at(f"{OF}compare/", f"{OF}compare/?view=one&all=1")
    ),
    "/knowledge/articles/<slug:slug>/keep/": Screen((SUPERVISOR,), at(f"{OF}keep/")),
    "/knowledge/articles/<slug:slug>/review/": Screen(
        (SUPERVISOR,), at(f"{OF}review/?version=1&language=en")
    ),
    "/knowledge/articles/<slug:slug>/readers/": Screen(STAFF, at(f"{OF}readers/")),
    "/knowledge/interpretations/": Screen(STAFF, at("/knowledge/interpretations/")),
    "/knowledge/interpretations/new/": Screen(
        (SUPERVISOR,), lambda world: [f"/knowledge/interpretations/new/?replaces={world.reading}"]
    ),
    "/knowledge/interpretations/<str:reference>/": Screen(
        STAFF, lambda world: [f"/knowledge/interpretations/{world.reading}/"]
    ),
    "/mail/": Screen(STAFF, at("/mail/")),
    "/mail/<str:reference>/": Screen(STAFF, lambda world: [f"/mail/{one}/" for one in world.messages]),
    "/representative/": Screen(STAFF, at("/representative/")),
    "/representative/referred/": Screen(STAFF, at("/representative/referred/")),
    "/representative/figures/": Screen(STAFF, at("/representative/figures/")),
    "/representative/<str:reference>/": Screen(
        STAFF, lambda world: [f"/representative/{one}/" for one in world.attempts]
    ),
    "/representative/<str:reference>/edit/": Screen(
        (SUPERVISOR,), lambda world: [f"/representative/{world.attempts[0]}/edit/"]
    ),
    "/representative/<str:reference>/reject/": Screen(
        (SUPERVISOR,), lambda world: [f"/representative/{world.attempts[0]}/reject/"]
    ),
    "/mail/sent/": Screen(STAFF, at("/mail/sent/")),
    "/mail/sent/<str:reference>/": Screen(STAFF, lambda world: [f"/mail/sent/{world.kept_mail}/"]),
    "/mail/<str:reference>/change/": Screen(STAFF, lambda world: [f"/mail/{world.held_message}/change/"]),
    "/customers/": Screen(STAFF, at("/customers/", "/customers/?q=ortega")),
    "/customers/new/": Screen(STAFF, at("/customers/new/")),
    "/customers/cautions/": Screen((SUPERVISOR,), at("/customers/cautions/")),
    "/customers/cautions/<str:reference>/": Screen(
        (SUPERVISOR,), lambda world: [f"/customers/cautions/{world.caution}/"]
    ),
    "/customers/incidents/<str:reference>/": Screen(
        (SUPERVISOR,), lambda world: [f"/customers/incidents/{world.incident}/"]
    ),
    "/customers/backup/": Screen(STAFF, at("/customers/backup/")),
    **{path: Screen(*it) for path, it in PARTS.items()},
    "/customers/<str:reference>/caution/": Screen(
        (SUPERVISOR,), lambda world: [f"/customers/{world.customer}/caution/"]
    ),
    "/customers/<str:reference>/incident/": Screen(
        STAFF, lambda world: [f"/customers/{world.customer}/incident/"]
    ),
    "/customers/<str:reference>/": Screen(STAFF, lambda world: [f"/customers/{world.customer}/"]),
    **{url: Screen(roles, addresses) for url, (roles, addresses) in calls.OPEN.items()},
    "/contacts/<str:reference>/": Screen(STAFF, lambda world: [f"/contacts/{world.contact}/"]),
    "/authority/staff/": Screen(
        STAFF, at("/authority/staff/", "/authority/staff/?q=nobody", "/authority/staff/?ended=1")
    ),
    "/authority/staff/<str:reference>/": Screen(
        STAFF, lambda world: [f"/authority/staff/{world.colleague}/"]
    ),
    **{
        f"/authority/staff/<str:reference>/{change}/": Screen(
            (SUPERVISOR,), lambda world, change=change: [f"/authority/staff/{world.colleague}/{change}/"]
        )
        for change in ("end", "move", "password", "factors", "tokens", "identity")
    },
    "/authority/approvals/": Screen(
        STAFF,
        at(
            "/authority/approvals/",
            "/authority/approvals/?list=unit",
            "/authority/approvals/?list=asked",
            "/authority/approvals/?list=decided",
        ),
    ),
    "/authority/approvals/<str:reference>/": Screen(
        (SUPERVISOR,),
        lambda world: [
            f"/authority/approvals/{world.approval}/{what}"
            for what in ("", "?do=approve", "?do=decline", "?do=question", "?do=delegate")
        ],
    ),
    "/authority/acting/": Screen(STAFF, at("/authority/acting/")),
    "/authority/acting/<str:reference>/": Screen(
        (SUPERVISOR,), lambda world: [f"/authority/acting/{world.acting}/"]
    ),
    "/authority/series/": Screen(STAFF, at("/authority/series/")),
    "/authority/series/adopt/": Screen(
        (SUPERVISOR,), at("/authority/series/adopt/?series=il", "/authority/series/adopt/?edit=nm")
    ),
    "/authority/series/<slug:code>/": Screen(STAFF, at("/authority/series/tax/")),
    "/authority/levels/<str:code>/": Screen(
        STAFF, at("/authority/levels/tax.I/", "/authority/levels/tax.IV/")
    ),
    "/authority/levels/<str:code>/supervision/": Screen(
        (SUPERVISOR,), at("/authority/levels/tax.II/supervision/")
    ),
    "/authority/levels/<str:code>/powers/<str:action>/": Screen(
        (SUPERVISOR,), at("/authority/levels/tax.II/powers/correspondence.release/")
    ),
    "/authority/duties/": Screen(STAFF, at("/authority/duties/", "/authority/duties/?series=nm&state=open")),
    "/authority/mine/": Screen(STAFF, at("/authority/mine/", "/authority/mine/?differs=1")),
    "/authority/powers/": Screen(
        STAFF, at("/authority/powers/", "/authority/powers/?differs=1&room=cases", "/authority/powers/?q=zzz")
    ),
    "/authority/powers/why/<str:action>/": Screen(
        STAFF, at("/authority/powers/why/cases.assign/", "/authority/powers/why/knowledge.publish/")
    ),
    "/authority/powers/held/<str:action>/": Screen(
        STAFF, at("/authority/powers/held/cases.reply/", "/authority/powers/held/authority.grant/")
    ),
    "/authority/grants/<str:reference>/end/": Screen((SUPERVISOR,), lambda world: [world.grant]),
    "/authority/certifications/": Screen(STAFF, at("/authority/certifications/")),
    "/authority/certifications/<str:reference>/withdraw/": Screen(
        (SUPERVISOR,), lambda world: [world.certification]
    ),
    "/authority/interests/": Screen((SUPERVISOR,), at("/authority/interests/")),
    "/authority/interests/in/<str:kind>/<str:reference>/": Screen(
        STAFF, lambda world: [f"/authority/interests/in/customers.party/{world.customer}/"]
    ),
    "/authority/alone/": Screen((SUPERVISOR,), at("/authority/alone/")),
    "/authority/alone/<str:reference>/": Screen((SUPERVISOR,), lambda world: [world.done_alone]),
    "/authority/staff/<str:reference>/give/": Screen((SUPERVISOR,), lambda world: [world.of_dana("give/")]),
    "/authority/staff/<str:reference>/restrict/": Screen(
        (SUPERVISOR,), lambda world: [world.of_dana("restrict/")]
    ),
    "/authority/staff/<str:reference>/certify/": Screen(
        (SUPERVISOR,), lambda world: [world.of_dana("certify/")]
    ),
    "/authority/audit/": Screen((SUPERVISOR,), at("/authority/audit/", "/authority/audit/?source=acts")),
    "/authority/audit/looks/<str:kind>/<str:reference>/": Screen(
        (SUPERVISOR,), lambda world: [f"/authority/audit/looks/customers.party/{world.customer}/"]
    ),
    "/authority/why/": Screen(
        STAFF, lambda world: [f"/authority/why/?kind=customers.party&reference={world.customer}&next=/desk/"]
    ),
    "/authority/findings/": Screen(
        (SUPERVISOR,), at("/authority/findings/", "/authority/findings/?list=done")
    ),
    "/authority/findings/<str:reference>/": Screen(
        (SUPERVISOR,), lambda world: [f"/authority/findings/{world.finding}/"]
    ),
    "/supervision/held/<str:reference>/": Screen(
        (SUPERVISOR,), lambda world: [f"/supervision/held/{world.held_message}/"]
    ),
    "/supervision/reviews/": Screen(
        (SUPERVISOR,),
        at("/supervision/reviews/", "/supervision/reviews/?show=disputed", "/supervision/reviews/?show=done"),
    ),
    "/supervision/reviews/<str:reference>/": Screen(
        (SUPERVISOR,), lambda world: [f"/supervision/reviews/{one}/" for one in world.reviews]
    ),
    "/supervision/mine/": Screen(STAFF, at("/supervision/mine/")),
    "/supervision/mine/<str:reference>/": Screen(
        (REPRESENTATIVE,), lambda world: [f"/supervision/mine/{one}/" for one in world.reviews[:2]]
    ),
    "/supervision/people/<str:reference>/": Screen(
        (SUPERVISOR,), lambda world: [f"/supervision/people/{world.colleague}/"]
    ),
    "/supervision/cases/<str:reference>/assign/": Screen(
        (SUPERVISOR,), lambda world: [f"/supervision/cases/{world.open_case}/assign/"]
    ),
    **{route: Screen(STAFF, at(*addresses)) for route, addresses in STAFF_OPEN.items()},
    **{route: Screen((SUPERVISOR,), at(*addresses)) for route, addresses in LEADS_OPEN.items()},
}

FOR_MACHINES = "/api/v1/"

"""The menu of what else can be done with a case: the same for all cases but for where it leads."""

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString

from frontoffice.cases.models import Case
from frontoffice.foundation.ui.stencils import Stencil

register = template.Library()
_MENU = Stencil("cases/parts/more.html", in_addresses=("reference", "customer"))
# What is offered to who holds the power: always, and while the case is not resolved.
_ALWAYS = ("add", "attach", "attach_to_problem", "split", "open_case")
_OPEN = ("release_to_unit", "change_topic", "set_priority", "set_complexity", "ask_for_help", "join", "merge")
_EXPLAINED = ("release_to_unit", "change_topic")


@register.simple_tag(takes_context=True)
def case_menu(context: template.Context) -> SafeString:
    """The menu for the case of the page, with what its viewer may do; why not, where that is told."""
    case: Case = context["case"]
    why, resolved, powers = context["why"], context["resolved"], context["powers"]
    may = {name: f"cases.{name}" in powers for name in _ALWAYS}
    may |= {name: not resolved and f"cases.{name}" in powers for name in _OPEN}
    may["release_to_unit"] = may["release_to_unit"] and case.assignee_id is not None
    may["join"] = may["join"] and not context["mine"]
    told = {name: bool(not resolved and not may[name] and why.get(name)) for name in _EXPLAINED}
    told["release_to_unit"] = told["release_to_unit"] and case.assignee_id is not None
    return _MENU.filled(
        {
            "reference": case.reference,
            "query": context["wish"].query,
            "customer": case.customer.reference if case.customer is not None else "",
            "advise": "cases.advise" in powers or "cases.suggest_reply" in powers,
            "joining": _part("join", context) if may["join"] else "",
            **may,
            **{f"why_{name}": _part(name, context) if there else "" for name, there in told.items()},
        }
    )


def _part(name: str, context: template.Context) -> SafeString:
    """What is not the same for all cases."""
    page = get_template(f"cases/parts/more_{name}.html").template  # type: ignore[attr-defined]  # of Django's backend
    with context.push():
        return SafeString(page.render(context))

"""Every template of the project as compiled, and every use of a component in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.template import engines
from django.template.base import NodeList
from django_cotton.templatetags._component import CottonComponentNode
from django_cotton.templatetags._slot import CottonSlotNode
from django_cotton.templatetags._vars import CottonVarsNode

ROOT = Path(__file__).resolve().parents[3]
PASSED_ON = ("hx-", "data-", "aria-")


@dataclass(frozen=True)
class Use:
    """One call of a component: where, which, with which attributes and named slots."""

    where: str
    component: str
    attributes: tuple[str, ...]
    slots: tuple[str, ...]


@dataclass(frozen=True)
class Component:
    """What a component declares, and whether it puts further attributes on its control."""

    declared: frozenset[str]
    passes_on: bool


def names() -> list[str]:
    """The names of all templates of ours, as a view or an include would ask for them."""
    folders = [*ROOT.glob("frontoffice/**/templates"), *ROOT.glob("demo/**/templates")]
    return sorted(
        {
            path.relative_to(folder).as_posix()
            for folder in folders
            for path in folder.rglob("*.html")
            if path.is_file()
        }
    )


def compiled(source: str) -> NodeList:
    """Template source as the loader compiles it."""
    from django_cotton.compiler_regex import CottonCompiler

    template: Any = engines["django"].from_string(CottonCompiler().process(source))
    return template.template.nodelist  # type: ignore[no-any-return]


@cache
def nodes(name: str) -> NodeList:
    template: Any = engines["django"].get_template(name)
    return template.template.nodelist  # type: ignore[no-any-return]


@cache
def component(name: str) -> Component:
    """Raises TemplateDoesNotExist where there is no such component."""
    path = f"cotton/{name.replace('.', '/').replace('-', '_')}.html"
    declared: set[str] = set()
    for node in nodes(path).get_nodes_by_type(CottonVarsNode):
        declared |= {variable.exclude_key for variable in node._prepared_vars} | set(node.empty_vars)
    source = "".join(text.read_text() for text in ROOT.glob(f"frontoffice/**/templates/{path}"))
    return Component(frozenset(declared), passes_on="{{ attrs }}" in source or "f.template" in source)


def uses(where: str, nodelist: NodeList) -> Iterator[Use]:
    for node in nodelist.get_nodes_by_type(CottonComponentNode):
        slots = [slot.slot_name for slot in _own_slots(node.nodelist)]
        yield Use(where, node.component_name, tuple(node.attrs), tuple(slots))


def _own_slots(nodelist: NodeList) -> Iterator[CottonSlotNode]:
    """The slots given to this component, not those given to components inside it."""
    for node in nodelist:
        if isinstance(node, CottonSlotNode):
            yield node
        elif not isinstance(node, CottonComponentNode):
            for inside in getattr(node, "child_nodelists", ()):
                yield from _own_slots(getattr(node, inside, None) or NodeList())


def wrong(use: Use) -> list[str]:
    """What this call gives that its component does not declare."""
    taken = component(use.component)
    found = []
    for given in use.attributes:
        plain = given.lstrip(":")
        if plain in taken.declared:
            continue
        if plain.startswith(PASSED_ON) and taken.passes_on:
            # A raw object would be written into the tag unescaped.
            if given.startswith(":"):
                found.append(
                    f'{use.where}: <c-{use.component}> {given}= must be written {plain}="{{{{ … }}}}"'
                )
            continue
        found.append(f"{use.where}: <c-{use.component}> does not take {given}")
    undeclared = [slot for slot in use.slots if slot not in taken.declared]
    found += [f"{use.where}: <c-{use.component}> has no slot {slot}" for slot in undeclared]
    return found

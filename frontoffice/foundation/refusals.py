"""Refusals: an act that is not done says why, in words a person can use."""

import re
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """The act was not done. Subclass beside the action that refuses, with a `message`.

    `code` is stable for machines (snake case of the class name unless given); `field` names the input at fault;
    `part` says which part of `may` failed (X3): grant, limit, conflict, training, session, or rule.
    `status` is the HTTP status that the edges answer with. `call` is the act that was decided on, where authority
    refused it: from it the edges can tell why, and who may.
    """

    message: str | Promise = _("This can't be done.")
    status = 409
    part = "rule"
    field: str | None = None
    call: Any = None

    def __init__(
        self, message: str | Promise | None = None, *, field: str | None = None, **facts: Any
    ) -> None:
        self.message = message if message is not None else self.message
        self.field = field or self.field
        self.facts = facts
        super().__init__(self.code)

    @property
    def code(self) -> str:
        return re.sub(r"(?<!^)(?=[A-Z])", "_", type(self).__name__).lower()

    def __str__(self) -> str:
        return str(self.message)


class NotFound(Refused):
    """Absent and invisible are the same answer, so that nobody learns what exists."""

    message = _("We can't find that. Check the reference and try again.")
    status = 404


class BadInput(Refused):
    """What was typed can't be understood or is out of bounds."""

    message = _("Something in what was sent can't be used.")
    status = 422

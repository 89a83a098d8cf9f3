"""Doing something of which nothing may stay where it is refused, while what is around it goes on."""

import logging
from collections.abc import Callable
from typing import Any

from django.db import OperationalError, transaction
from django.utils.translation import gettext as _

from frontoffice.foundation.refusals import Refused

log = logging.getLogger(__name__)


def attempt(does: Callable[[], Any]) -> tuple[Any, str]:
    """What came of it and nothing, or None and why not; for use inside a transaction.

    A deadlock or a busy database is the caller's to try again. Anything else that breaks is logged, and told as our
    own fault, so that one case on which something is wrong does not keep the others.
    """
    try:
        with transaction.atomic():
            return does(), ""
    except Refused as refusal:
        return None, str(refusal)[:500]
    except OperationalError:
        raise
    except Exception:
        log.exception("attempted in vain")
        return None, _("Something went wrong on our side.")

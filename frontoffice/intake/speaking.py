"""In which language somebody who wrote by mail is answered."""

from django.conf import settings

from frontoffice.customers.models import Party
from frontoffice.customers.queries.reading import preferences_of
from frontoffice.intake.models import Mail

ENGLISH = "en"


def language_for(customer: Party | None, mail: Mail) -> str:
    """What the customer is served in, as they said or as their file has it; else what the mail was written in.

    A file begins as English where nobody says otherwise: that alone does not go before what the mail is written in.
    """
    if customer is None:
        return mail.language or ENGLISH
    said = preferences_of(customer)
    if said is not None and said.language:
        return said.language
    return mail.language or customer.language if customer.language == ENGLISH else customer.language


def spoken(language: str, otherwise: str) -> str:
    """The language that texts of the agency are written in which comes closest; `otherwise` where that one is none."""
    ours = {code.partition("-")[0] for code, _name in settings.LANGUAGES}
    wanted = (one.partition("-")[0].lower() for one in (language, otherwise))
    return next((one for one in wanted if one in ours), ENGLISH)

"""What is on file of one customer is found by that customer, before any table was analyzed too."""

import pytest

from frontoffice.customers import models
from frontoffice.customers.models import Party
from frontoffice.customers.queries.together import counting

ON_FILE = (
    models.Address,
    models.ContactPoint,
    models.Flag,
    models.Identifier,
    models.Particular,
    models.PartyName,
    models.Preferences,
)


@pytest.mark.only_on("sqlite", reason="PostgreSQL looks at its tables by itself")
@pytest.mark.django_db
@pytest.mark.parametrize("model", ON_FILE)
def test_what_counts_of_one_customer_is_found_by_the_customer(model: type[models.Address]) -> None:
    plan = counting(model, Party(pk=1)).explain()
    assert f"SEARCH {model._meta.db_table} USING" in plan
    assert "(party_id=?" in plan.partition(model._meta.db_table)[2].partition("\n")[0], plan

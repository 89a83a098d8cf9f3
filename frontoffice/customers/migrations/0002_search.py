"""Customers can be searched by name."""

from django.db import migrations

from frontoffice.foundation.search import SearchIndex


class Migration(migrations.Migration):
    dependencies = [("customers", "0001_initial")]

    operations = [SearchIndex("customers_party", {"name": 1.0, "found_by": 0.3}, reading="names")]

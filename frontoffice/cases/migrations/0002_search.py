"""Cases can be searched by their subject, their asker's name, and what the customer said."""

from django.db import migrations

from frontoffice.foundation.search import SearchIndex


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]

    operations = [
        SearchIndex("cases_case", {"subject": 1.0, "asker_name": 0.8}, reading="names"),
        SearchIndex("cases_post", {"text": 1.0}),
    ]

"""Cases can be searched by their subject, their asker's name, what the customer said, and letters within their texts."""

from django.db import migrations

from frontoffice.foundation.search import SearchIndex


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]

    operations = [
        SearchIndex("cases_case", {"subject": 1.0, "asker_name": 0.8}, reading="names"),
        SearchIndex("cases_case", {"subject": 1.0, "asker_name": 1.0, "reply_to": 1.0}, reading="parts"),
        SearchIndex("cases_post", {"text": 1.0}),
    ]

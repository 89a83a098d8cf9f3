"""Passages, gaps and interpretations can be searched, and versions don't share days."""

from django.db import migrations

from frontoffice.foundation.search import SearchIndex
from frontoffice.knowledge import periods


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0001_initial")]

    operations = [
        SearchIndex("knowledge_passage", {"stems": 1.0}, reading="stems"),
        SearchIndex("knowledge_knowledgegap", {"stems": 1.0}, reading="stems"),
        SearchIndex("knowledge_interpretation", {"question": 1.0, "reading": 0.8, "reasons": 0.4}),
        migrations.RunPython(periods.add, periods.remove),
    ]

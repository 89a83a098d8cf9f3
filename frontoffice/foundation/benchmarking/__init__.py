"""What measurements have in common: a database of their own, and a report with a section for each kind of database."""

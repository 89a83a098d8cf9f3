"""Conditions on cases: one closed set of fields, kept as JSON, asked of the database or of a single case alike.

Words: a *field* is something about a case that can be asked, a *test* one question about a field, a *group* several of
them of which all or any have to hold, *where one stands* whose "me", "my unit" and "today" are meant.
"""

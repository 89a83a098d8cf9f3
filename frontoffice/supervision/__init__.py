"""Looking after the work of others: what goes out is read by a colleague first, what was said is reviewed afterward.

Words: the *share* of a staff member's messages that is held for release follows the supervision that the level
receives (STF-5); a *review* is one person's look at one message or contact of another; a *finding* says what was
wrong, of which kind. What is looked at is drawn by the office, never picked by whom it is about (STF-7).
"""

"""The automated representative: a staff member of the lowest level, who drafts, cites or refers, by actions alone.

Words: a *draft* is a reply made of sentences of the agency's own passages in force; where they don't answer, it
*refers* the inquiry to a person and says what it tried. Its work is supervised like a new colleague's.
"""

"""What the agency says, in force on a date, and the answers given from it.

Words: an *article* is an approved answer, a *regulation* the text of a rule; both have *versions* with
effective dates, audience, citation, owner and review date. A version is made of *passages*, each with a
permanent *anchor*. A *question* is what somebody asked in a contact, and a turn of it; an *answer given*
says which passage of which version was shown to whom (INQ-4). A *knowledge gap* is a question, in the
customer's words, that nothing of ours answered (INQ-7).
"""

"""What goes out: messages, from the first draft to the proof that they went.

Words: a *message* is drafted, held for approval or released; released, its bytes are fixed. A *transport* carries it:
each attempt is a *dispatch*, which ends sent, put off, refused or unknown. What can't be known to have gone is
*inconclusive*, and a person decides. The *outbox* is where staff see what goes and went out. Nothing outside is spoken
to inside a transaction (X6).
"""

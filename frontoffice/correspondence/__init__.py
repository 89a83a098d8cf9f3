"""What goes out: messages, from the first draft to the proof that they went.

Words: a *message* is drafted, held for approval or released, then sent; what can't be known to have gone is
inconclusive, and a person decides. Nothing outside is spoken to inside a transaction (X6).
"""

"""The public's front door: ask, read the answer with its source, ask a representative, follow the case.

Words: a *visitor* is whoever uses this site without an account, known by a cookie of their browser; a
*conversation* is one contact with its questions and answers; *following* is seeing a case here after giving its
reference and access code.
The portal keeps no rows of its own: it calls the actions of the rooms below and shows what they let the visitor see.
"""

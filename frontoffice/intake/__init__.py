"""The ledger of all that comes in from outside, and its adapters; e-mail is the first.

Words: a *mailbox* is polled for what came in. An *incoming* mail is *kept* (its bytes, before anything reads them),
then *parsed*, then *handled*: it ends in exactly one *disposition*: it opened a case, joined one, was an automatic
reply, a bounce or a duplicate, was set aside with a reason, or is *held* for a person. The *reconciliation* counts the
server's mails against the ledger's.
"""

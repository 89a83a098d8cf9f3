"""The audit trail: looks and refusals beside the events, closed in sealed batches that anybody with the key can check.

`looking` records who looked at what, `knowing` asks for a reason where something is not on one's work, `patterns` finds
what has to be looked at twice; `sealing` closes batches, `heads` carries the newest seal out of the database, and
`verifying` finds whatever was changed, removed, added or cut off since.
"""

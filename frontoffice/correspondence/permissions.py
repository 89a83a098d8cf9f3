"""The names of the powers over what goes out."""

RELEASE = "correspondence.release"
REVISE = "correspondence.revise"
RESOLVE = "correspondence.resolve_inconclusive"
SEND_AGAIN = "correspondence.send_again"
# Who does anything with messages sees what goes and went out.
SEES_THE_OUTBOX = (RELEASE, REVISE, RESOLVE, SEND_AGAIN)

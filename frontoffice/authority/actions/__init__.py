"""What can be done here: appoint and grant, approve and decline, issue tokens, retry what could not be delivered."""

from frontoffice.authority.actions import appointing, approving, granting, issuing_tokens, retrying

__all__ = ["appointing", "approving", "granting", "issuing_tokens", "retrying"]

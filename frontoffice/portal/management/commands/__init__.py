"""Commands of the portal room."""

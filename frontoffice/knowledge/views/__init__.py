"""The screens of the knowledge room, for staff."""

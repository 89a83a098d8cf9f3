"""The screens of the contacts room, for staff."""

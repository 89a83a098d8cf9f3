"""Tags of the contacts room."""

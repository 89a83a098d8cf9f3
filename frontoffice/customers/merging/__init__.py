"""How two files go on as one and part again: what differs, what is set aside, what follows from other rooms (ACC-8)."""

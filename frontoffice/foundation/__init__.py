"""What every room stands on, and nothing of any room.

Actors (who did it), refusals (why it was not done), events and their deliveries (what happened, and who is told),
clock and office calendars, money, gap-free numbers, public references, stored files, search, and `ui`, the screen kit.
Foundation has no actions: what a person may change here (calendars, dead letters) is an action of authority.
"""

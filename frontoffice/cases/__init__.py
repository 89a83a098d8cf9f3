"""Work on one matter, from the first word to its resolution.

Words: a *case* is the container of work on one matter, with owner, clock and outcome; *received* is the date the
office had it, *due* the date by the office calendar; a *post* is what the customer wrote; a *resolution* says how it
ended; a *follower* is somebody outside the agency who may see and add to the case.
"""

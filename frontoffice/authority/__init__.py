"""Who may do what, and the one way in which anything is done.

Words: an *action* is a registered function (`cases.assign`); a *grant* is a dated power of one staff member to do one
action, with limits; an *approval* is an action that waits for somebody who holds enough. Code asks for a grant, never
for the name of a level (STF-1). Every edge (page, API, command line) sets `by` and `at` and calls the same function.
"""

"""Each exchange with a customer, on record.

Words: a *contact* is one exchange with one customer, with channel, start, end and outcome; it is not a case (INQ-1):
one contact may touch many cases, and one case has many contacts. A *purpose* is one thing asked for in it. A
*verification* is the check that somebody is who they say, to a level, in one contact; a *disclosure* what was told.
"""

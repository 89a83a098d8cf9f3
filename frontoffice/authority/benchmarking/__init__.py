"""Measuring what the question "may this actor do this now?" costs, with many staff, grants, interests and acts."""

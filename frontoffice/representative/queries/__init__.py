"""Questions to the representative's room: drafts that wait, what was tried, figures, who works on a case."""

from frontoffice.representative.queries.seen import attempts_visible_to, posts_visible_to

__all__ = ["attempts_visible_to", "posts_visible_to"]

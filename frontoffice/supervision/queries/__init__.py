"""Questions about the work of others and about what was said of one's own."""

from frontoffice.supervision.queries import seen  # noqa: F401 - declares who sees what

"""Reading articles from files: JSONL, Markdown and HTML, one file or a folder of them.

Reading never fails as a whole: what can't be read is a `Problem` with file, line and reason.
"""

from frontoffice.knowledge.sources.reading import Problem, Source, read

__all__ = ["Problem", "Source", "read"]

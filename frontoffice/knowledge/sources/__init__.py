"""Reading articles from files: PDF, Word, HTML, Markdown and JSONL; a file, a folder, or a sitemap's saved pages.

Files are read in a process of their own, with bounds on its time and memory. Reading never fails as a whole: what can't
be read is a `Problem` with file, line and reason.
"""

from frontoffice.knowledge.sources.folders import read
from frontoffice.knowledge.sources.reading import Problem, Source

__all__ = ["Problem", "Source", "read"]

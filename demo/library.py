"""Where the agency's articles, questions and files stand, and the articles as documents, one a version."""

from pathlib import Path

from frontoffice.knowledge.documents import Document
from frontoffice.knowledge.sources import Problem, read

FOLDER = Path(__file__).parent / "articles"
QUESTIONS = Path(__file__).parent / "questions.jsonl"
FILES = Path(__file__).parent / "files"


def documents() -> list[Document]:
    """All versions of all articles in all languages, each text's oldest first.

    What is in another language than English stands in the folder of its language; a translation is of the English
    version that began on the same day. Raises ValueError for a file that can't be read.
    """
    found = []
    for item in read(FOLDER):
        if isinstance(item, Problem):
            raise ValueError(str(item))
        found.append(item.document)
    return sorted(found, key=lambda document: (document.slug, document.language, document.effective_from))

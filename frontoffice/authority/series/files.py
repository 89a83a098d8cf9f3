"""A series as it is named on the command line: one that comes with the product, or a file."""

from pathlib import Path

from django.utils.translation import gettext as _

from frontoffice.authority.series import shipped
from frontoffice.authority.series.reading import LARGEST
from frontoffice.foundation.refusals import BadInput


def named(name: str) -> dict[str, str]:
    """What `adopt_series` takes for this name: `series`, or `text` of the file. Raises BadInput."""
    return {"series": name} if name in shipped.CODES else {"text": text_of(Path(name))}


def text_of(path: Path) -> str:
    """What the file says. Raises BadInput: absent, too long, or no text."""
    try:
        if path.stat().st_size > LARGEST * 4:
            raise BadInput(_("The file is too long."), field="text")
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}.", field="text") from None
    except UnicodeDecodeError:
        raise BadInput(_("%s is not a text in UTF-8.") % path, field="text") from None

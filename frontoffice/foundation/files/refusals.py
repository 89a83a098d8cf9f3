"""Why a file is not taken, in plain words that say what to send instead (X7)."""

from django.utils.translation import gettext_lazy as _

from frontoffice.foundation.refusals import BadInput


class FileRefused(BadInput):
    message = _("This file can't be accepted.")


class EmptyFile(FileRefused):
    message = _("This file is empty. Check it and send it again.")


class FileTooLarge(FileRefused):
    message = _("This file is too large. Send a smaller one, or several parts.")
    status = 413


class KindRefused(FileRefused):
    message = _(
        "This kind of file can't be accepted. Send a PDF, a picture (JPEG, PNG, GIF, WebP or TIFF), a Word, Excel or "
        "OpenDocument file without macros, or plain text or CSV saved as UTF-8."
    )
    status = 415


class KindMismatch(FileRefused):
    message = _(
        "The name of this file says one kind, but what is inside is another. Send it under its own name."
    )
    status = 415


class ProtectedFile(FileRefused):
    message = _("This file is protected by a password, so we can't open it. Send it without one.")


class ActiveContent(FileRefused):
    message = _(
        "This document contains macros or other parts that run programs or load from elsewhere. "
        "Save it without them, or as a PDF, and send that."
    )


class DamagedFile(FileRefused):
    message = _("This file is damaged or was not sent completely. Check that it opens and send it again.")

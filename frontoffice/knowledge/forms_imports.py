"""The shape of what is sent to import files."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontoffice.knowledge.forms import KeyedForm
from frontoffice.knowledge.sources.reading import ENDINGS

MOST_FILES = 50
LARGEST = 50 * 1024 * 1024
TAKEN = {*ENDINGS, ".zip"}


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class ManyFiles(forms.FileField):
    """Any number of files of one input."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data]
        found = [forms.FileField.clean(self, one, initial) for one in given if one]
        if not found and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return found


class ImportForm(KeyedForm):
    source = forms.CharField(
        label=_("Where the texts come from"),
        help_text=_("A name for the site, folder or manual. Use the same name the next time."),
        max_length=200,
        strip=True,
    )
    files = ManyFiles(  # type: ignore[assignment]  # the field of that name, not what was sent
        label=_("Files"),
        help_text=_(
            "PDF, Word, HTML, Markdown or JSONL; or a ZIP of a folder, with its sitemap.xml where it has one."
        ),
        widget=ManyFilesInput,
        error_messages={"required": _("Choose one file or more.")},
    )
    whole = forms.BooleanField(
        label=_("These are all the texts of this source: what is missing is gone"), required=False
    )

    def clean_files(self) -> list[Any]:
        """Of kinds that are read, not too many and not too large in all."""
        found: list[Any] = self.cleaned_data["files"]
        wrong = [one.name for one in found if PurePath(one.name or "").suffix.lower() not in TAKEN]
        if wrong:
            raise forms.ValidationError(
                _("%(name)s is of a kind that is not read here."), params={"name": str(wrong[0])[:100]}
            )
        if len(found) > MOST_FILES:
            raise forms.ValidationError(_("These are too many files. Pack them into one ZIP file."))
        if sum(one.size or 0 for one in found) > LARGEST:
            raise forms.ValidationError(
                _("These files are larger than 50 MB. Whoever runs the system can import them.")
            )
        return found


class DropForm(KeyedForm):
    reason = forms.CharField(label=_("Why is nothing taken over?"), max_length=1000, widget=forms.Textarea)

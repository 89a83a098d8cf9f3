"""What of this room and those below hangs on a topic, told before it is retired."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frontoffice.cases.models import Checklist, FirstContact, Topic, Watch
from frontoffice.cases.topic_uses import Use, add_uses
from frontoffice.knowledge.models import Article


def register() -> None:
    add_uses("cases", of_cases)
    add_uses("knowledge", of_texts)


def of_cases(topic: Topic) -> Iterator[Use]:
    """Topics under it, check lists put on its cases, who is asked first, who watches. Four queries."""
    under = list(topic.children.filter(active=True).values_list("name", flat=True))
    if under:
        words = _("Stays on offer under it: %(names)s.") % {"names": ", ".join(under)}
        yield Use(words, reverse("cases:topics"))
    for one in Checklist.objects.filter(topic=topic, on_opening=True, active=True):
        words = _("The check list “%(name)s” is put on its new cases.") % {"name": one.name}
        yield Use(words, reverse("cases:checklist", args=[one.reference]))
    if FirstContact.objects.filter(topic=topic, until__isnull=True).exists():
        yield Use(_("Somebody is named to be asked first about it."), reverse("cases:first_contacts"))
    watching = Watch.objects.filter(topic=topic, until__isnull=True).count()
    if watching:
        told = ngettext("%(count)s person watches it.", "%(count)s people watch it.", watching)
        yield Use(told % {"count": watching})


def of_texts(topic: Topic) -> Iterator[Use]:
    """Help pages filed under its code. One query."""
    pages = Article.objects.filter(topic=topic.code).count()
    if pages:
        told = ngettext("%(count)s help page stands under it.", "%(count)s help pages stand under it.", pages)
        yield Use(told % {"count": pages}, reverse("knowledge:articles"))

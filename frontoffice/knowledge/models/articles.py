"""Articles and regulations, and their versions."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class Kind(models.TextChoices):
    ARTICLE = "article", _("Article")
    REGULATION = "regulation", _("Regulation")
    PROCEDURE = "procedure", _("Procedure")
    MANUAL = "manual", _("Manual")


# What staff work by, and acknowledge that they have read (tx.12).
WORKED_BY = (Kind.PROCEDURE, Kind.MANUAL)


class Audience(models.TextChoices):
    PUBLIC = "public", _("Everybody")
    INTERNAL = "internal", _("Staff only")


class Form(models.TextChoices):
    MARKDOWN = "markdown", _("Markdown")
    HTML = "html", _("HTML")
    TEXT = "text", _("Plain text")


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DISCARDED = "discarded", _("Discarded")


class Change(models.TextChoices):
    """What a version is to the one before it."""

    RULES = "rules", _("The rules change")
    CORRECTION = "correction", _("The text was wrong")
    WORDING = "wording", _("Only the wording changes")


class Article(models.Model):
    """One subject that the agency answers on. What it says is in its versions.

    `slug` stands in the address of the public page and never changes. The unit `owner` answers for it, and of its
    people `keeper` looks after it; every `review_every` months somebody looks whether it is still right (0: at no set
    times).
    """

    reference = ReferenceField()
    slug = models.SlugField(max_length=120, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.ARTICLE)
    owner = models.ForeignKey("foundation.Unit", models.PROTECT, null=True, related_name="+")
    keeper = models.ForeignKey("authority.StaffMember", models.PROTECT, null=True, related_name="+")
    review_every = models.PositiveSmallIntegerField(default=0)
    topic = models.CharField(max_length=60, blank=True)

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="article_kind_known"),
            models.CheckConstraint(condition=~Q(slug=""), name="article_has_slug"),
        ]

    def __str__(self) -> str:
        return self.slug


class ArticleVersion(models.Model):
    """What an article says from one date to another, in one language (INQ-5).

    Four dates (X1): `effective_from` and `effective_to` (last day, empty for open) say when it counts,
    `received_on` when the office had the text, `recorded_at` when it was put in. A withdrawn version counts
    on no day from `withdrawn_on` on. Published versions of an article in one language never share a day: a
    constraint says so. `words` holds what people call the subject when they ask. `content_hash` tells
    whether an import brings anything new.

    `change` says what it is to the version before, `change_note` the same to readers, in a sentence; a correction names
    the version that was wrong (`corrects`), a translation the one that it was made from (`source`, INQ-6). `forms`,
    `services` and `see_also` are what belongs to the subject, a line each (knowledge.related). `version` counts how
    often the draft was kept: who approves it approves that state and no later one.
    """

    reference = ReferenceField()
    article = models.ForeignKey(Article, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    language = models.CharField(max_length=10, default="en")
    title = models.CharField(max_length=300)
    body = models.TextField()
    form = models.CharField(max_length=10, choices=Form.choices, default=Form.MARKDOWN)
    words = models.CharField(max_length=1000, blank=True)
    citation = models.CharField(max_length=300, blank=True)
    forms = models.CharField(max_length=2000, blank=True)
    services = models.CharField(max_length=2000, blank=True)
    see_also = models.CharField(max_length=1000, blank=True)
    change = models.CharField(max_length=10, choices=Change.choices, default=Change.RULES)
    change_note = models.CharField(max_length=500, blank=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")
    source = models.ForeignKey("self", models.PROTECT, null=True, related_name="translations")
    version = models.PositiveIntegerField(default=1)
    source_url = models.URLField(max_length=1000, blank=True)
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.PUBLIC)
    effective_from = models.DateField()
    effective_to = models.DateField(null=True)
    review_by = models.DateField(null=True)
    received_on = models.DateField()
    recorded_at = models.DateTimeField()
    author = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    content_hash = models.CharField(max_length=64)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    published_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    withdrawn_on = models.DateField(null=True)
    withdrawn_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    withdrawal_reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        verbose_name = _("article version")
        verbose_name_plural = _("article versions")
        indexes = [models.Index(fields=["status", "effective_from"])]
        constraints = [
            models.UniqueConstraint(fields=["article", "language", "number"], name="version_number_once"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="version_status_known"),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="version_audience_known"),
            models.CheckConstraint(condition=Q(form__in=Form.values), name="version_form_known"),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(language=""), name="version_has_title_and_language"
            ),
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
                name="version_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=["draft", "discarded"], published_at__isnull=True, published_by__isnull=True
                )
                | Q(
                    status__in=["published", "withdrawn"],
                    published_at__isnull=False,
                    published_by__isnull=False,
                ),
                name="version_published_by_somebody",
            ),
            models.CheckConstraint(
                condition=(
                    Q(status="withdrawn", withdrawn_on__isnull=False, withdrawn_by__isnull=False)
                    & ~Q(withdrawal_reason="")
                )
                | (~Q(status="withdrawn") & Q(withdrawn_on__isnull=True, withdrawn_by__isnull=True)),
                name="version_withdrawn_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("published_by")),
                name="version_approved_by_another",
            ),
            models.CheckConstraint(condition=Q(change__in=Change.values), name="version_change_known"),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | (Q(change="correction") & ~Q(corrects=F("id"))),
                name="version_corrects_another",
            ),
            models.CheckConstraint(
                condition=Q(source__isnull=True) | ~Q(source=F("id")), name="version_translates_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


guards.keep(Article, may_change=["kind", "owner_id", "keeper_id", "review_every", "topic"])
guards.keep(
    ArticleVersion,
    may_change=[
        "effective_to",
        "review_by",
        "status",
        "withdrawn_on",
        "withdrawn_by_id",
        "withdrawal_reason",
    ],
    frozen_when="published_at",
)

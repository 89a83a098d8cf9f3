"""What people asked, what they were given, and what we could not answer."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation import guards, search
from frontoffice.foundation.references import ReferenceField
from frontoffice.knowledge.models.articles import Article, ArticleVersion
from frontoffice.knowledge.models.gaps import GapGroup
from frontoffice.knowledge.models.passages import Passage


class Outcome(models.TextChoices):
    ANSWERED = "answered", _("Answered")
    GAP = "gap", _("No answer found")
    ASKED_BACK = "asked_back", _("Asked to say more")
    NOTED = "noted", _("Noted")


class NotRewritten(models.TextChoices):
    """Why a language model that is configured did not rewrite a follow-up, so that the rules alone read it."""

    SLOW = "slow", _("It did not answer in time.")
    UNREACHABLE = "unreachable", _("It could not be reached.")
    REFUSED = "refused", _("It answered with an error.")
    UNREADABLE = "unreadable", _("Its answer could not be read.")
    TOO_LONG = "too_long", _("Its answer was too long.")
    BUSY = "busy", _("Too many follow-ups at the same time.")
    RESTING = "resting", _("It did not answer shortly before.")


class GapStatus(models.TextChoices):
    OPEN = "open", _("Open")
    ARTICLE = "article", _("Answered by an article")
    DECLINED = "declined", _("Will not be written")


class Question(models.Model):
    """One turn of a contact, in the words used. `on` is the day whose text was asked for.

    `reply` holds what the person was told where it was not one of our passages (outcome `noted`: an
    exchange written down afterwards). `confidence` (0 to 1) is how sure we were that the best passage
    answers; `ranked` the ids of up to ten passages, best first. `choices` are the ids of the passages whose
    articles the person was asked to choose from (outcome `asked_back`). A follow-up that a language model rewrote holds
    the words that were looked for besides (`rewritten`) and the model's name (`rewritten_by`); where it failed,
    `not_rewritten` says why. All three are empty where the rules alone were asked for.
    """

    reference = ReferenceField()
    contact = models.ForeignKey("contacts.Contact", models.PROTECT, related_name="questions")
    turn = models.PositiveIntegerField()
    text = models.TextField()
    reply = models.TextField(blank=True)
    language = models.CharField(max_length=10)
    on = models.DateField()
    asked_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    confidence = models.FloatField(null=True)
    ranked = models.JSONField(default=list)
    choices = models.JSONField(default=list)
    rewritten = models.TextField(blank=True)
    rewritten_by = models.CharField(max_length=120, blank=True)
    not_rewritten = models.CharField(max_length=11, choices=NotRewritten.choices, blank=True)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        indexes = [models.Index(fields=["asked_at"])]
        constraints = [
            models.UniqueConstraint(fields=["contact", "turn"], name="question_turn_once"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="question_outcome_known"),
            models.CheckConstraint(
                condition=Q(confidence__isnull=True) | Q(confidence__gte=0, confidence__lte=1),
                name="question_confidence_is_a_share",
            ),
            models.CheckConstraint(
                condition=Q(rewritten="", rewritten_by="", not_rewritten="")
                | (~Q(rewritten="") & ~Q(rewritten_by="") & Q(not_rewritten=""))
                | (Q(rewritten="", not_rewritten__in=NotRewritten.values) & ~Q(rewritten_by="")),
                name="question_rewritten_by_a_model_or_not",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class AnswerGiven(models.Model):
    """A passage that somebody was given (INQ-4): article, version and language follow from it and are kept beside it.

    `sentence_from` and `sentence_to` mark the sentence of the passage's text that was shown as the answer.
    """

    reference = ReferenceField()
    contact = models.ForeignKey("contacts.Contact", models.PROTECT, related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT, null=True, related_name="answers")
    version = models.ForeignKey(ArticleVersion, models.PROTECT, related_name="+")
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="+")
    language = models.CharField(max_length=10)
    rank = models.PositiveIntegerField()
    sentence_from = models.PositiveIntegerField(default=0)
    sentence_to = models.PositiveIntegerField(default=0)
    override_reason = models.CharField(max_length=1000, blank=True)
    given_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["question", "rank"]
        verbose_name = _("answer given")
        verbose_name_plural = _("answers given")
        indexes = [models.Index(fields=["contact", "id"])]
        constraints = [
            models.UniqueConstraint(fields=["question", "rank"], name="answer_rank_once"),
            models.CheckConstraint(condition=Q(rank__gte=1), name="answer_rank_from_one"),
            models.CheckConstraint(
                condition=Q(sentence_to__gte=F("sentence_from")), name="answer_sentence_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.passage_id} in {self.contact_id}"


class KnowledgeGap(models.Model):
    """Words of a customer that no article answered (INQ-7), until an article does or a reason is given for none.

    `group` holds the gaps that are like this one; `stems` are the telling words by which they are found.
    """

    reference = ReferenceField()
    group = models.ForeignKey(GapGroup, models.PROTECT, related_name="gaps")
    stems = models.TextField(blank=True)
    contact = models.ForeignKey("contacts.Contact", models.PROTECT, related_name="gaps")
    question = models.OneToOneField(Question, models.PROTECT, null=True, related_name="gap")
    words = models.TextField()
    language = models.CharField(max_length=10)
    recorded_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=GapStatus.choices, default=GapStatus.OPEN)
    article = models.ForeignKey(Article, models.PROTECT, null=True, related_name="closed_gaps")
    reason = models.CharField(max_length=1000, blank=True)
    decided_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("knowledge gap")
        verbose_name_plural = _("knowledge gaps")
        indexes = [models.Index(fields=["status", "-id"]), models.Index(fields=["group", "-id"])]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="gap_has_words"),
            models.CheckConstraint(
                condition=Q(
                    status="open", article__isnull=True, decided_by__isnull=True, decided_at__isnull=True
                )
                | Q(
                    status="article",
                    article__isnull=False,
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                )
                | (
                    Q(
                        status="declined",
                        article__isnull=True,
                        decided_by__isnull=False,
                        decided_at__isnull=False,
                    )
                    & ~Q(reason="")
                ),
                name="gap_closed_by_article_or_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.words[:80]


class Usefulness(models.Model):
    """What somebody said of the answers to a question: was this what you needed. A later word stands
    beside the earlier.
    """

    reference = ReferenceField()
    question = models.ForeignKey(Question, models.PROTECT, related_name="usefulness")
    useful = models.BooleanField()
    comment = models.CharField(max_length=2000, blank=True)
    said_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        verbose_name = _("word on usefulness")
        verbose_name_plural = _("words on usefulness")
        indexes = [models.Index(fields=["question", "-id"]), models.Index(fields=["said_at"])]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.useful}"


guards.keep(Question)
guards.keep(AnswerGiven)
guards.keep(Usefulness)
GAPS = search.index(KnowledgeGap, {"stems": 1.0}, reading="stems")
guards.keep(
    KnowledgeGap, may_change=["group_id", "status", "article_id", "reason", "decided_by_id", "decided_at"]
)

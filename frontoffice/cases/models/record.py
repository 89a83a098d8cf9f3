"""What is on record of a case: never edited, never removed (X2)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from frontoffice.cases.models.cases import Case, ResolutionCode
from frontoffice.foundation import guards, search
from frontoffice.foundation.references import ReferenceField


class Post(models.Model):
    """What the customer said, in their words, and the contact in which they said it."""

    reference = ReferenceField()
    case = models.ForeignKey(Case, models.PROTECT, related_name="posts")
    contact = models.ForeignKey("contacts.Contact", models.PROTECT, related_name="+")
    text = models.TextField()
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="post_says_something")]

    def __str__(self) -> str:
        return f"post {self.pk}"


class Note(models.Model):
    """What colleagues tell each other about the case; also the reason given for an act. The customer never sees it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="notes")
    text = models.TextField()
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="note_says_something")]

    def __str__(self) -> str:
        return f"note {self.pk}"


class Resolution(models.Model):
    """How the case ended, each time that it did; the customer sees it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="resolutions")
    code = models.CharField(max_length=13, choices=ResolutionCode.choices)
    text = models.TextField(blank=True)
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(code__in=ResolutionCode.values), name="resolution_code_known")
        ]

    def __str__(self) -> str:
        return self.code


class CaseContact(models.Model):
    """One contact may touch many cases, and one case has many contacts (INQ-1)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="case_contacts")
    contact = models.ForeignKey("contacts.Contact", models.PROTECT, related_name="case_contacts")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "contact"], name="case_contact_once")]

    def __str__(self) -> str:
        return f"{self.case_id} in {self.contact_id}"


class AfterReply(models.TextChoices):
    """What becomes of the case once the reply is on its way."""

    WAIT = "waiting", _("Wait for the customer")
    STAY = "open", _("Keep working on it")
    RESOLVE = "resolved", _("Resolve it")


class CaseMessage(models.Model):
    """A reply. `contact` is the exchange in which it reached the customer, empty until it is released (INQ-4).

    `override_reason` says why a passage was cited that should not be used as it is (INQ-5).
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="case_messages")
    message = models.OneToOneField("correspondence.Message", models.PROTECT, related_name="case_message")
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    after = models.CharField(max_length=8, choices=AfterReply.choices)
    resolution_code = models.CharField(max_length=13, choices=ResolutionCode.choices, blank=True)
    override_reason = models.CharField(max_length=1000, blank=True)
    contact = models.OneToOneField("contacts.Contact", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(after__in=AfterReply.values), name="case_message_after_known"),
            models.CheckConstraint(
                condition=Q(after="resolved", resolution_code__in=ResolutionCode.values)
                | (~Q(after="resolved") & Q(resolution_code="")),
                name="case_message_resolves_with_code",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: message {self.message_id}"


class CorrectedAnswer(models.Model):
    """An earlier answer that a reply sets right; once the reply is on its way the answer is dealt with (INQ-4)."""

    reply = models.ForeignKey(CaseMessage, models.PROTECT, related_name="corrects")
    answer = models.ForeignKey("knowledge.AnswerGiven", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reply", "answer"], name="corrected_once_in_a_reply")]

    def __str__(self) -> str:
        return f"{self.answer_id} by {self.reply_id}"


class Attachment(models.Model):
    """A file of the case: with a post, a reply or a note, or by itself (then it is for colleagues)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="attachments")
    file = models.ForeignKey("foundation.StoredFile", models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="attachments")
    message = models.ForeignKey(CaseMessage, models.PROTECT, null=True, related_name="attachments")
    note = models.ForeignKey(Note, models.PROTECT, null=True, related_name="attachments")
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(post__isnull=True, message__isnull=True)
                | Q(post__isnull=True, note__isnull=True)
                | Q(message__isnull=True, note__isnull=True),
                name="attachment_with_one_thing",
            ),
            models.UniqueConstraint(fields=["case", "file"], name="attachment_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: file {self.file_id}"


POSTS = search.index(Post, {"text": 1.0})
for _kept in (Post, Note, Resolution, CaseContact, CorrectedAnswer, Attachment):
    guards.keep(_kept)
guards.keep(CaseMessage, may_change=["contact_id"])

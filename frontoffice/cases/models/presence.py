"""Who has a case open right now, and what they are writing: neither is history, both are gone when done."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Looking(models.Model):
    """A colleague has the case open; `seen_at` is the last sign of it, `writing_at` that of writing a reply."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="lookers")
    member = models.ForeignKey("authority.StaffMember", models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()
    writing_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "member"], name="looking_once")]
        indexes = [models.Index(fields=["seen_at"], name="looking_seen")]

    def __str__(self) -> str:
        return f"{self.member_id} at {self.case_id}"


class KeptDraft(models.Model):
    """What a colleague has typed on a case and not sent, as they typed it; nobody else ever sees it."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="kept_drafts")
    author = models.ForeignKey("authority.StaffMember", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=5, choices=[("reply", _("Reply")), ("note", _("Internal note"))])
    text = models.TextField()
    passages = models.CharField(max_length=400, blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "author"], name="kept_draft_once")]

    def __str__(self) -> str:
        return f"draft of {self.author_id} on {self.case_id}"

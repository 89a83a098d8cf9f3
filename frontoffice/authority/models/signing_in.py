"""Sign-ins that are open, codes for a new password, and who a person is at the agency's identity provider."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class SignInMethod(models.TextChoices):
    """How somebody showed who they are."""

    PASSWORD = "password", _("Password")
    PASSKEY = "passkey", _("Passkey")
    PROVIDER = "provider", _("Sign-in service of the agency")


class SignIn(models.Model):
    """One session of one person. Ended here, it is over with the next request, whatever the browser still holds."""

    reference = ReferenceField()
    user = models.ForeignKey("authority.User", models.CASCADE, related_name="sign_ins")
    method = models.CharField(max_length=10, choices=SignInMethod.choices)
    second_factor = models.BooleanField(default=False)
    network = models.CharField(max_length=64, blank=True)
    browser = models.CharField(max_length=200, blank=True)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["user", "ended_at"]), models.Index(fields=["seen_at"])]
        constraints = [
            models.CheckConstraint(condition=Q(method__in=SignInMethod.values), name="sign_in_method_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} by {self.method}"


class PasswordCode(models.Model):
    """A code, handed over by a colleague, with which a person chooses a new password once. Kept as a keyed hash."""

    user = models.ForeignKey("authority.User", models.CASCADE, related_name="password_codes")
    hash = models.CharField(max_length=100, unique=True)
    issued_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("issued_at")), name="password_code_expires_later"
            ),
        ]

    def __str__(self) -> str:
        return f"code for {self.user_id}"


class Identity(models.Model):
    """Who a person is at an identity provider: bound at the first sign-in, for good, until a colleague releases it."""

    reference = ReferenceField()
    user = models.ForeignKey("authority.User", models.PROTECT, related_name="identities")
    issuer = models.CharField(max_length=300)
    subject = models.CharField(max_length=255)
    bound_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name_plural = _("identities")
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "subject"],
                condition=Q(released_at__isnull=True),
                name="identity_is_one_person",
            ),
            models.UniqueConstraint(
                fields=["user", "issuer"],
                condition=Q(released_at__isnull=True),
                name="person_has_one_identity",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.issuer}"


guards.keep(Identity, may_change=["released_at", "released_by_id"])

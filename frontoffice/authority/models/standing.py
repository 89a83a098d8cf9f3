"""How somebody stands in a post."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Standing(models.TextChoices):
    """Regular, or for a time with less than the level gives."""

    REGULAR = "regular", _("regular")
    PROBATION = "probation", _("on probation")
    TRAINING = "training", _("in training")

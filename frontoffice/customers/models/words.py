"""The words that customers are found by, each with the keys under which a misspelling of it is found."""

from django.db import models


class KnownWord(models.Model):
    """A folded word of some customer's name or address. Who it belongs to is in the search index, not here."""

    word = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return self.word


class WordKey(models.Model):
    """The word with one letter left out (or whole), or as it sounds: two spellings of one word share a key."""

    word = models.ForeignKey(KnownWord, models.CASCADE, related_name="keys")
    key = models.CharField(max_length=72)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "word"], name="word_key_once")]

    def __str__(self) -> str:
        return self.key

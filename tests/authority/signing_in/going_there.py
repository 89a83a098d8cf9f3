"""A browser that goes to the provider of the tests and comes back."""

from urllib.parse import urlsplit

import requests
from django.http import HttpResponse
from django.test import Client


def asked(client: Client, path: str = "/accounts/provider/") -> str:
    """Begin: the address at the service."""
    answer = client.get(path)
    assert answer.status_code == 302, answer.content
    return str(answer.headers["Location"])


def back(address: str) -> str:
    """What the service sends the browser back to, as a path with a query."""
    answer = requests.get(address, allow_redirects=False, timeout=5)
    split = urlsplit(answer.headers["Location"])
    return f"{split.path}?{split.query}"


def come(client: Client) -> HttpResponse:
    return client.get(back(asked(client)))  # type: ignore[return-value]

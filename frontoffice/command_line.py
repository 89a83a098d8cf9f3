"""The command `frontoffice`: Django's command line on this product's settings."""

import os
import secrets
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main() -> None:
    """Run what the arguments name; `frontoffice help` lists what there is."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if sys.argv[1:2] == ["bench"]:
        # A measurement makes its own database and keeps nothing, so it needs no installation's secrets.
        for name in ("SECRET_KEY", "LOOKUP_KEY", "DATA_KEY", "AUDIT_KEY"):
            os.environ.setdefault(f"FRONTOFFICE_{name}", secrets.token_hex())
    try:
        execute_from_command_line(["frontoffice", *sys.argv[1:]])
    except ImproperlyConfigured as wrong:
        sys.exit(f"This installation is not set up right: {wrong}")

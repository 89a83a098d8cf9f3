"""`frontoffice mcp`: a server of the Model Context Protocol for an assistant, with a token's powers."""

import os
from argparse import ArgumentParser
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

import anyio
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from frontoffice.foundation.checking import INSTALLATION


class Command(BaseCommand):
    requires_system_checks = INSTALLATION
    help = (
        "Serve an assistant by standard input and output, or with --http any assistant that brings a token."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--token", default=os.environ.get("FRONTOFFICE_TOKEN", ""), help="or FRONTOFFICE_TOKEN"
        )
        parser.add_argument("--http", action="store_true", help="serve /mcp by HTTP instead")
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8001)

    def handle(self, *args: Any, **options: Any) -> None:
        if find_spec("mcp") is None:
            raise CommandError("This needs the MCP SDK: make mcp, or install requirements/mcp.txt.")
        from frontoffice.authority.assistants import serving

        if not options["http"]:
            if not options["token"]:
                raise CommandError("Give it a token: FRONTOFFICE_TOKEN or --token.")
            anyio.run(serving.over_stdio, options["token"])
            return
        import uvicorn

        public = urlsplit(settings.PUBLIC_URL)
        hosts = [public.netloc, f"{options['host']}:{options['port']}", f"localhost:{options['port']}"]
        served = serving.over_http(hosts=hosts, origins=[f"{public.scheme}://{public.netloc}"])
        uvicorn.run(served, host=options["host"], port=options["port"], log_level="warning")

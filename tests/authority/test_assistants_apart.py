"""Assistants over HTTP and as a program that another one starts."""

import datetime as dt
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from asgiref.sync import async_to_sync

from frontoffice.authority.actions.issuing_tokens import issue_token
from frontoffice.authority.models import StaffMember
from frontoffice.foundation import clock
from tests import factories
from tests.installations import ROOT, Installation

pytest.importorskip("mcp")
import anyio
import httpx2
from mcp import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client

from frontoffice.authority.assistants import offering, serving

URL = "http://localhost:8001/mcp"
FIRST, SECOND = "f" * 40, "s" * 40


@asynccontextmanager
async def running(application: Any) -> AsyncIterator[None]:
    """The application begun and ended, as a server would."""
    told, answers = anyio.create_memory_object_stream[Any](2), anyio.create_memory_object_stream[Any](4)
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(
            application, {"type": "lifespan", "asgi": {"version": "3.0"}}, told[1].receive, answers[0].send
        )
        await told[0].send({"type": "lifespan.startup"})
        assert (await answers[1].receive())["type"] == "lifespan.startup.complete"
        yield
        await told[0].send({"type": "lifespan.shutdown"})


def token(member: StaffMember, secret: str) -> None:
    at = clock.now()
    good_until = at + dt.timedelta(days=1)
    issue_token(secret=secret, name="a", scopes=["*"], expires_at=good_until, by=member.actor, at=at)


def http(application: Any, secret: str, **headers: str) -> Any:
    held = {"Authorization": f"Bearer {secret}"} if secret else {}
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(app=application), headers=held | headers)


@pytest.mark.django_db
def test_over_http_each_request_has_the_powers_of_its_token() -> None:
    now = clock.now()
    first = factories.staff("First", grants=["cases.note", "authority.issue_token"], at=now)
    second = factories.staff("Second", grants=["cases.take", "authority.issue_token"], at=now)
    token(first, FIRST)
    token(second, SECOND)

    async def story() -> dict[str, set[str]]:
        application = serving.over_http(hosts=["localhost:8001"], origins=["http://localhost:8001"])
        found = {}
        async with running(application):
            for secret in (FIRST, SECOND):
                async with (
                    http(application, secret) as held,
                    Client(streamable_http_client(URL, http_client=held)) as client,
                ):
                    listed = await client.list_tools()
                    found[secret] = {one.name for one in listed.tools}
                    note = await client.call_tool("cases_note", {"case": "7KM4-59QX-T8", "text": "x"})
                    assert note.is_error
            for secret, more, status in (
                ("", {}, 401),
                ("wrong", {}, 401),
                (FIRST, {"Origin": "https://evil.example"}, 403),
                (FIRST, {"Host": "evil.example"}, 421),
            ):
                async with http(application, secret, **more) as held:
                    sent = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
                    answer = await held.post(URL, json=sent, headers={"Accept": "application/json"})
                    assert answer.status_code == status, (secret, more, answer.text)
        return found

    found = async_to_sync(story)()
    assert "cases_note" in found[FIRST]
    assert "cases_take" not in found[FIRST]
    assert "cases_take" in found[SECOND]
    assert set(offering.READS) <= found[SECOND]


def test_a_program_starts_it_and_speaks_by_its_lines(installation: Installation) -> None:
    """The command as an assistant's host runs it, in an installation of its own."""
    secret = installation.run("token", "--visitor").stdout.strip()
    environment = {**os.environ, **installation.environment, "FRONTOFFICE_TOKEN": secret}

    async def story() -> tuple[set[str], Any]:
        started = StdioServerParameters(
            command=sys.executable, args=["-m", "frontoffice", "mcp"], env=environment, cwd=str(ROOT)
        )
        async with Client(stdio_client(started)) as client:
            listed = {one.name for one in (await client.list_tools()).tools}
            return listed, await client.call_tool("contacts_begin", {"channel": "web"})

    with anyio.from_thread.start_blocking_portal() as portal:
        listed, begun = portal.call(story)
    assert {"contacts_begin", *offering.READS} <= listed
    assert "cases_take" not in listed
    assert (begun.is_error, begun.structured_content["status"]) == (False, "done"), begun

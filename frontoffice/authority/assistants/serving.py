"""The Model Context Protocol by its SDK, over standard input and output or over HTTP."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import anyio
import mcp_types as types
from asgiref.sync import sync_to_async
from django.db import close_old_connections, connection
from mcp.server import Server
from mcp.server.lowlevel import NotificationOptions
from mcp.server.stdio import stdio_server
from mcp.server.subscriptions import InMemorySubscriptionBus, ListenHandler, ToolsListChanged
from mcp.server.transport_security import TransportSecuritySettings
from mcp.shared.exceptions import MCPError

from frontoffice.authority import tokens
from frontoffice.authority.assistants import calling, offering
from frontoffice.authority.wire_reads import kinds
from frontoffice.foundation import clock
from frontoffice.foundation.refusals import Refused

SCHEME = "frontoffice"
LOOKS_EVERY = 5.0  # seconds between two looks whether what is granted has changed
SecretOf = Callable[[Any], str]


def _refresh() -> None:
    """Let go of a connection that the database has closed meanwhile, as between two requests of a web server."""
    if not connection.in_atomic_block:
        close_old_connections()


def offered(secret: str) -> list[offering.Offer]:
    """The tools of that token now. Raises MCPError for a token that is not good."""
    _refresh()
    at = clock.now()
    try:
        return offering.offers(tokens.holder(secret, at=at), at=at)
    except Refused as refusal:
        raise MCPError(types.INVALID_REQUEST, str(refusal)) from None


def called(secret: str, tool: str, arguments: dict[str, Any]) -> calling.Said:
    _refresh()
    return calling.call(secret, tool, arguments, at=clock.now())


class Assistance:
    """The server for one token, or, over HTTP, for whichever token comes with a request."""

    def __init__(self, secret_of: SecretOf) -> None:
        self._secret_of = secret_of
        self._sessions: set[Any] = set()
        self._bus = InMemorySubscriptionBus()
        self.server: Server[Any] = Server(
            "frontoffice",
            instructions=offering.INSTRUCTIONS,
            on_list_tools=self._list_tools,
            on_call_tool=self._call_tool,
            on_list_resources=self._list_resources,
            on_list_resource_templates=self._list_templates,
            on_read_resource=self._read_resource,
            on_subscriptions_listen=ListenHandler(self._bus),
        )

    async def _list_tools(self, ctx: Any, params: Any) -> types.ListToolsResult:
        self._sessions.add(ctx.session)
        found = await sync_to_async(offered)(self._secret_of(ctx))
        return types.ListToolsResult(tools=[_tool(one) for one in found])

    async def _call_tool(self, ctx: Any, params: types.CallToolRequestParams) -> types.CallToolResult:
        said = await sync_to_async(called)(self._secret_of(ctx), params.name, params.arguments or {})
        text = json.dumps(said.data, ensure_ascii=False)
        return types.CallToolResult(
            content=[types.TextContent(type="text", text=text)],
            structured_content=said.data,
            is_error=said.refused,
        )

    async def _list_resources(self, ctx: Any, params: Any) -> types.ListResourcesResult:
        reads = any(one.reads for one in await sync_to_async(offered)(self._secret_of(ctx)))
        listed = [
            types.Resource(
                uri=f"{SCHEME}://{model._meta.label_lower}",
                name=model._meta.label_lower,
                title=str(model._meta.verbose_name_plural),
                mime_type="application/json",
            )
            for model in (kinds() if reads else [])
        ]
        return types.ListResourcesResult(resources=listed)

    async def _list_templates(self, ctx: Any, params: Any) -> types.ListResourceTemplatesResult:
        one = types.ResourceTemplate(
            uri_template=f"{SCHEME}://{{kind}}/{{reference}}",
            name="thing",
            description="One thing by its kind and reference.",
            mime_type="application/json",
        )
        return types.ListResourceTemplatesResult(resource_templates=[one])

    async def _read_resource(
        self, ctx: Any, params: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult:
        uri = str(params.uri)
        kind, _slash, reference = uri.removeprefix(f"{SCHEME}://").strip("/").partition("/")
        asked = {"kind": kind} | ({"reference": reference} if reference else {})
        tool = "read_one" if reference else "read_list"
        said = await sync_to_async(called)(self._secret_of(ctx), tool, asked)
        if said.refused:
            raise MCPError(types.INVALID_PARAMS, str(said.data["message"]), data=said.data)
        text = json.dumps(said.data, ensure_ascii=False)
        return types.ReadResourceResult(
            contents=[types.TextResourceContents(uri=uri, mime_type="application/json", text=text)]
        )

    async def tell_changes(self, secret: str, *, every: float = LOOKS_EVERY) -> None:
        """Tell the assistant when what it is offered has changed; for ever."""
        known = None
        while True:
            try:
                names = [one.name for one in await sync_to_async(offered)(secret)]
            except MCPError:
                names = []
            if known is not None and names != known:
                await self._bus.publish(ToolsListChanged())
                for session in list(self._sessions):
                    try:
                        await session.send_tool_list_changed()
                    except Exception:  # a session that is over hears nothing any more
                        self._sessions.discard(session)
            known = names
            await anyio.sleep(every)


def _tool(offer: offering.Offer) -> types.Tool:
    return types.Tool(
        name=offer.name,
        title=offer.title,
        description=offer.words,
        input_schema=offer.schema,
        annotations=types.ToolAnnotations(read_only_hint=offer.reads, open_world_hint=False),
    )


async def over_stdio(secret: str) -> None:
    """Serve the program that started this one, until it closes the line."""
    assistance = Assistance(lambda _ctx: secret)
    options = assistance.server.create_initialization_options(NotificationOptions(tools_changed=True))
    async with stdio_server() as (read, write), anyio.create_task_group() as tasks:
        tasks.start_soon(assistance.tell_changes, secret)
        await assistance.server.run(read, write, options)
        tasks.cancel_scope.cancel()


def over_http(*, hosts: list[str], origins: list[str]) -> Callable[..., Awaitable[None]]:
    """An ASGI application that serves /mcp, each request by the token that it comes with; it keeps no sessions."""
    assistance = Assistance(lambda ctx: bearer(ctx.request.headers.get("authorization", "")))
    served = assistance.server.streamable_http_app(
        json_response=True,
        stateless_http=True,
        transport_security=TransportSecuritySettings(
            enable_dns_rebinding_protection=True, allowed_hosts=hosts, allowed_origins=origins
        ),
    )
    return turning_away(served)


def bearer(header: str) -> str:
    """The secret that the header brings."""
    kind, _space, secret = header.partition(" ")
    return secret.strip() if kind.lower() == "bearer" else ""


def turning_away(application: Any) -> Callable[..., Awaitable[None]]:
    """The application, for whoever comes with a token that is good; others get 401."""

    async def guarded(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
            try:
                await sync_to_async(offered)(bearer(headers.get("authorization", "")))
            except MCPError as refusal:
                await _unauthorized(send, str(refusal))
                return
        await application(scope, receive, send)

    return guarded


async def _unauthorized(send: Any, words: str) -> None:
    body = json.dumps({"code": "token_not_good", "message": words}).encode()
    headers = [(b"content-type", b"application/json"), (b"www-authenticate", b"Bearer")]
    await send({"type": "http.response.start", "status": 401, "headers": headers})
    await send({"type": "http.response.body", "body": body})

"""The machine API: each action as `POST /api/v1/actions/<name>`, things as `GET /api/v1/<kind>/<reference>`.

Built from the registry when the application starts, so that a new action is in the API and its OpenAPI 3.1 document
without a line written for it.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Annotated, Any, get_type_hints

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Body, File, NinjaAPI, Router, Status
from ninja.errors import HttpError
from ninja.errors import ValidationError as UnreadableRequest
from ninja.files import UploadedFile
from ninja.security import HttpBearer
from pydantic import BaseModel, create_model

from frontoffice.authority import tokens
from frontoffice.authority.answers import Answer, Problem, answer
from frontoffice.authority.auditing import machines
from frontoffice.authority.models import Token
from frontoffice.authority.registry import ACTIONS, SHOWN, ActionFunction
from frontoffice.authority.signatures import _bare
from frontoffice.authority.wire_reads import add_reads
from frontoffice.authority.wire_shapes import REFUSALS, REFUSED, Key, Purpose, PurposeText, problem_of
from frontoffice.foundation import clock, files, rate_limits
from frontoffice.foundation.refusals import Refused

VISITORS_AN_HOUR = 30
HOUR = timedelta(hours=1)
BODY: Any = Body()  # type: ignore[type-arg]  # generic only in its type stub


class VisitorToken(BaseModel):
    """A visitor's key to the API. It is shown this once."""

    token: str
    expires_at: str


class FileAnswer(BaseModel):
    reference: str
    name: str
    size: int


class TooManyVisitors(Refused):
    message = _("Too many visitors' tokens were asked for from here. Try again in an hour.")
    status = 429


class Bearer(HttpBearer):
    """`Authorization: Bearer <token>`."""

    def authenticate(self, request: HttpRequest, token: str) -> Token:
        return tokens.holder(token, at=clock.now())


def _presented(hint: Any) -> Any:
    """The schema that a returned model goes back as, for the OpenAPI document."""
    try:
        bare, many, _optional = _bare(hint)
    except TypeError:
        return Any
    presenter = SHOWN.get(bare) if isinstance(bare, type) and issubclass(bare, models.Model) else None
    if presenter is None:
        return Any
    schema = get_type_hints(presenter)["return"]
    return list[schema] if many else schema  # type: ignore[valid-type]


def _endpoint(action: ActionFunction[Any, Any]) -> Callable[..., Any]:
    def endpoint(
        request: HttpRequest, body: Any, key: Key = None, purpose: Purpose = None, words: PurposeText = None
    ) -> Any:
        token: Token = request.auth  # type: ignore[attr-defined]
        tokens.allow(token, action.name)
        by, at = token.actor, clock.now()
        arguments = action.signature.resolve(body, by=by, at=at)
        result = (action.once(key) if key else action)(**arguments, by=by, at=at)
        made = answer(result, of=action.name, by=by)
        if not machines.may_see(result, given=machines.purpose(purpose, words), by=by, at=at):
            made.result = None
        return Status(202 if made.status == "waiting" else 200, made.model_dump())

    endpoint.__annotations__["body"] = Annotated[action.signature.body, BODY]
    endpoint.__name__ = action.name.replace(".", "_")
    endpoint.__doc__ = action.signature.doc
    return endpoint


def _answers(action: ActionFunction[Any, Any]) -> type[BaseModel]:
    title = "".join(part.title() for part in action.name.replace(".", "_").split("_")) + "Answer"
    return create_model(title, __base__=Answer, result=(_presented(action.signature.returns) | None, None))


def _add_actions(router: Router) -> None:
    for name, action in sorted(ACTIONS.items()):
        router.add_api_operation(
            f"/actions/{name}",
            ["POST"],
            _endpoint(action),
            response={200: _answers(action), 202: Answer},
            openapi_extra=REFUSED,
            summary=str(action.title),
            operation_id=name,
            tags=[name.split(".")[0]],
        )


def _problem(api: NinjaAPI, request: HttpRequest, status: int, **said: Any) -> HttpResponse:
    return api.create_response(request, Problem(**said).model_dump(), status=status)


def _add_handlers(api: NinjaAPI) -> None:
    @api.exception_handler(Refused)
    def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
        return _problem(api, request, refusal.status, **problem_of(refusal).model_dump())

    @api.exception_handler(UnreadableRequest)
    def unreadable(request: HttpRequest, error: UnreadableRequest) -> HttpResponse:
        first = error.errors[0] if error.errors else {"msg": "unreadable", "loc": ()}
        where = ".".join(str(part) for part in list(first["loc"])[1:]) or None
        return _problem(api, request, 422, code="bad_input", message=str(first["msg"]), field=where)

    @api.exception_handler(HttpError)
    def failed(request: HttpRequest, error: HttpError) -> HttpResponse:
        return _problem(api, request, error.status_code, code="bad_request", message=str(error))


def _add_files(router: Router) -> None:
    def upload(request: HttpRequest, file: Annotated[UploadedFile, File()]) -> Any:
        """Store a file; its reference is what actions take. Type and size are checked by looking at the content."""
        by = request.auth.actor  # type: ignore[attr-defined]
        stored = files.store(
            file, name=file.name or "file", declared_type=file.content_type or "", by=by, at=clock.now()
        )
        return FileAnswer(reference=stored.reference, name=stored.name, size=stored.size)

    router.add_api_operation(
        "/files",
        ["POST"],
        upload,
        response={200: FileAnswer},
        openapi_extra=REFUSED,
        operation_id="files.store",
        tags=["files"],
    )


def build() -> NinjaAPI:
    """The API of all registered actions and presented things; call it once every room is loaded."""
    api = NinjaAPI(title="Front Office", version="1", urls_namespace="api", docs_url=None)
    _add_handlers(api)
    router = Router(auth=Bearer())
    _add_actions(router)
    _add_files(router)
    add_reads(router)

    @api.post(
        "/visitors", response={200: VisitorToken, **REFUSALS}, operation_id="visitors.new", tags=["visitors"]
    )
    def new_visitor(request: HttpRequest) -> Any:
        """A token for a program that speaks for a person without an account (INQ-11)."""
        at = clock.now()
        address = rate_limits.network_of(request.META.get("REMOTE_ADDR", ""))
        may = rate_limits.take(f"api.visitors:{address}", limit=VISITORS_AN_HOUR, per=HOUR, at=at)
        if not may.allowed:
            raise TooManyVisitors
        secret, token = tokens.for_visitor(at=at)
        return VisitorToken(token=secret, expires_at=token.expires_at.isoformat())

    api.add_router("", router)
    return api

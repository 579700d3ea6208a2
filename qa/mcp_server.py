"""How are the tools served over MCP: on the standard streams, and over HTTP on this machine?

Standard output carries the protocol alone. Over HTTP the server listens on the loopback interface unless it is told
another; requests are bounded in size and time, and each answer in time.
"""

from __future__ import annotations

import json
import logging
import socket
import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from index.errors import KutipError
from index.message import foreign
from qa.mcp_tools import Desk, RequestError, uri_of

if TYPE_CHECKING:
    from index.retriever import Retriever
    from index.where import Where

__all__ = ["LARGEST", "LOOPBACK", "http_app", "serve_http", "serve_stdio", "server"]

LOOPBACK = "127.0.0.1"
LARGEST = 1024 * 1024
"""Bytes of a request."""
SECONDS = 60.0
"""Until an answer is given up."""
SENDING = 20.0
"""Seconds in which a request has to arrive."""
AT_ONCE = 4
"""Questions that are answered at the same time; more wait."""
CONNECTIONS = 64

Result = TypeVar("Result")


def _sdk() -> None:
    """KutipError where the SDK is not installed."""
    try:
        import mcp.server.lowlevel  # noqa: F401 - looking is the check
    except ImportError as error:
        raise KutipError("mcp is not installed, or older than 2; pip install 'kutip[mcp]'") from error


def server(
    retriever: Retriever, *, top: int = 3, where: Where | None = None, seconds: float = SECONDS
) -> Any:
    """The MCP server (`mcp.server.lowlevel.Server`) over `retriever`: the tools of `qa.mcp_tools`, and its documents.
    `seconds` until a call is given up. KutipError where the SDK is not installed."""
    _sdk()
    import anyio
    from mcp import types
    from mcp.server.lowlevel import Server
    from mcp.shared.exceptions import MCPError

    desk = Desk(retriever, top=top, where=where)
    limiter = None

    async def worked(work: Callable[[], Result]) -> Result:
        """What `work` gives, done in a thread; RequestError when it takes too long."""
        nonlocal limiter
        if limiter is None:  # belongs to the loop that it is first used in
            limiter = anyio.CapacityLimiter(AT_ONCE)
        with anyio.move_on_after(seconds):
            found: Result = await anyio.to_thread.run_sync(work, abandon_on_cancel=True, limiter=limiter)
            return found
        raise RequestError(f"gave up after {seconds:g} seconds; ask less, or again later")

    async def list_tools(_: Any, params: Any) -> Any:
        return types.ListToolsResult(
            tools=[
                types.Tool(
                    name=tool.name,
                    description=tool.about,
                    input_schema=dict(tool.parameters),
                    output_schema=dict(tool.result),
                    annotations=types.ToolAnnotations(
                        read_only_hint=True, idempotent_hint=True, open_world_hint=False
                    ),
                )
                for tool in desk.tools
            ]
        )

    async def call_tool(_: Any, params: Any) -> Any:
        try:
            result = await worked(lambda: desk.call(params.name, params.arguments or {}))
        except (KutipError, ValueError) as error:
            return types.CallToolResult(
                content=[types.TextContent(type="text", text=str(error))], is_error=True
            )
        text = json.dumps(result)
        return types.CallToolResult(
            content=[types.TextContent(type="text", text=text)], structured_content=json.loads(text)
        )

    async def list_resources(_: Any, params: Any) -> Any:
        cursor = None if params is None else params.cursor
        names, following = await told(lambda: desk.resources(cursor))
        return types.ListResourcesResult(
            resources=[types.Resource(uri=uri_of(name), name=name, mime_type="text/plain") for name in names],
            next_cursor=following,
        )

    async def read_resource(_: Any, params: Any) -> Any:
        text = await told(lambda: desk.read(str(params.uri)))
        return types.ReadResourceResult(
            contents=[types.TextResourceContents(uri=params.uri, text=text, mime_type="text/plain")]
        )

    async def told(work: Callable[[], Result]) -> Result:
        try:
            return await worked(work)
        except (KutipError, ValueError) as error:
            raise MCPError(code=types.INVALID_PARAMS, message=str(error)) from error

    return Server(
        "kutip",
        version=_version(),
        instructions=(
            "Answers questions about the documents with their own sentences, word for word. Cite `document` and"
            " `line`. Where `answered` is false the documents do not tell: say so."
        ),
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=list_resources,
        on_read_resource=read_resource,
    )


def _version() -> str:
    try:
        return version("kutip")
    except PackageNotFoundError:
        return "0"


class _Lines:
    """Lines of a stream, none longer than a request may be; a longer one is read over, and becomes one that is no
    message, which the protocol answers as such."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readline(self) -> str:
        line = self._stream.readline(LARGEST)
        if len(line) == LARGEST and not line.endswith(b"\n"):
            while (rest := self._stream.readline(LARGEST)) and not rest.endswith(b"\n"):
                pass
            return "too long\n"
        return line.decode("utf-8", "replace")


def serve_stdio(retriever: Retriever, *, top: int = 3, where: Where | None = None) -> int:
    """Serves on the standard streams until standard input ends; 0."""
    made = server(retriever, top=top, where=where)
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    import anyio
    from mcp.server.stdio import stdio_server

    async def run() -> None:
        lines = anyio.AsyncFile(_Lines(sys.stdin.buffer))
        async with stdio_server(stdin=lines) as (read, write):
            await made.run(read, write, made.create_initialization_options())

    anyio.run(run)
    return 0


def http_app(
    retriever: Retriever,
    *,
    host: str = LOOPBACK,
    top: int = 3,
    where: Where | None = None,
    seconds: float = SECONDS,
    sending: float = SENDING,
) -> Any:
    """The ASGI application that serves on /mcp. On the loopback interface it hears requests of this machine's
    addresses only (no page of a browser's can reach it under another name); a request of more than `LARGEST` bytes is
    refused with 413, one that takes longer than `sending` seconds to arrive with 408."""
    made = server(retriever, top=top, where=where, seconds=seconds)
    app = made.streamable_http_app(
        host=host, json_response=True, stateless_http=True, max_request_body_size=LARGEST
    )
    return _bounded(app, sending)


def _bounded(app: Any, seconds: float) -> Any:
    """`app`, given requests that have arrived as a whole, in time and not too large."""
    import anyio
    from starlette.responses import PlainTextResponse

    async def bounded(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        arrived: list[Any] = []
        size, more = 0, True
        with anyio.move_on_after(seconds):
            while more and size <= LARGEST:
                message = await receive()
                arrived.append(message)
                size += len(message.get("body", b""))
                more = message["type"] == "http.request" and message.get("more_body", False)
        if size > LARGEST:
            await PlainTextResponse("the request is too large", status_code=413)(scope, receive, send)
        elif more:
            await PlainTextResponse("the request did not arrive in time", status_code=408)(
                scope, receive, send
            )
        else:
            arrived.reverse()

            async def again() -> Any:
                return arrived.pop() if arrived else await receive()

            await app(scope, again, send)

    return bounded


def serve_http(
    retriever: Retriever, *, port: int, host: str = LOOPBACK, top: int = 3, where: Where | None = None
) -> int:
    """Serves over HTTP until it is interrupted; 0. Port 0 takes a free one; the address is told on standard error.
    KutipError where it cannot listen there."""
    if not 0 <= port < 1 << 16:
        raise KutipError("{port}: no port; name one from 1 to 65535, or 0 for a free one", port=port)
    app = http_app(retriever, host=host, top=top, where=where)
    import uvicorn

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family)
    except OSError as error:
        raise KutipError(
            "{host}:{port}: cannot listen ({reason}); name another port",
            host=host,
            port=port,
            reason=foreign((error.strerror or str(error)).lower()),
        ) from error
    with listening:
        named = f"[{host}]" if ":" in host else host
        print(f"qa: MCP on http://{named}:{listening.getsockname()[1]}/mcp", file=sys.stderr, flush=True)
        config = uvicorn.Config(
            app, log_level="warning", limit_concurrency=CONNECTIONS, timeout_keep_alive=int(SENDING)
        )
        uvicorn.Server(config).run(sockets=[listening])
    return 0

"""The server, asked by a real client of the SDK in both of its transports; left out where the SDK is not installed."""

from __future__ import annotations

import http.client
import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from terminal_screen import measured

import index.encoder
from index import KutipError, Retriever
from index.document import Block, Document
from qa import cli
from qa.mcp_tools import LONGEST, PAGE, Desk, RequestError, name_of, uri_of

ROOT = Path(cli.__file__).parents[1]
PATIENCE = 120  # seconds until a hanging server fails its test
PASAR = """\
Pasar Ikan Baru Dibuka

Senin, 3 Mei 2021 09:00 WIB

Nelayan menjual tuna di pasar baru.

Harga tuna turun lima persen pada bulan Mei.

Pasar lama akan menjadi taman kota.
"""
KOPI = "Petani memanen kopi di desa. Harga kopi naik."
QUESTION = "berapa harga tuna turun?"

needs_sdk = pytest.mark.usefixtures("_sdk")


@pytest.fixture(scope="session")
def _sdk() -> None:
    pytest.importorskip("mcp.client.client", reason="mcp is not installed, or older than 2 (kutip[mcp])")


@pytest.fixture
def retriever(monkeypatch: pytest.MonkeyPatch) -> Retriever:
    monkeypatch.setattr(index.encoder, "shared_encoder", lambda **_: None)
    return Retriever.from_texts(
        [PASAR, KOPI], names=["pasar.txt", "a/kopi ü.txt"], metadata=[{"desk": "laut"}, {}], reader=False
    )


@pytest.fixture
def desk(retriever: Retriever) -> Desk:
    return Desk(retriever)


# ------------------------------------------------------------------------------------------- the tools


def test_ask_gives_the_json_object(desk: Desk) -> None:
    answer = desk.call("ask", {"question": QUESTION, "top": 1})
    [best] = answer["quotes"]
    assert best["text"] == "Harga tuna turun lima persen pada bulan Mei."
    assert best["text"] == PASAR[best["start"] : best["end"]]
    assert answer["question"] == QUESTION
    missing = desk.call("ask", {"question": "siapa presiden Kenya?"})
    assert (missing["answered"], missing["reason"] is None) == (False, False)


def test_search_gives_the_ranking_and_a_filter_holds(desk: Desk, retriever: Retriever) -> None:
    assert [
        quote["document"] for quote in desk.call("search", {"question": "harga", "top": 2})["quotes"]
    ] == [match.sentence.document.name for match in retriever.search("harga", 2)]
    found = desk.call("search", {"question": "harga", "where": {"desk": "laut"}})["quotes"]
    assert {quote["document"] for quote in found} == {"pasar.txt"}
    assert desk.call("search", {"question": ""}) == {"quotes": []}


def test_context_gives_whole_paragraphs_word_for_word(desk: Desk) -> None:
    start = PASAR.index("Harga tuna")
    alone = desk.call("context", {"document": "pasar.txt", "start": start + 3, "around": 0})
    assert alone["text"] == "Harga tuna turun lima persen pada bulan Mei."
    assert (alone["start"], alone["line"], alone["title"]) == (start, 7, "Pasar Ikan Baru Dibuka")
    wide = desk.call("context", {"document": "pasar.txt", "start": start})
    assert wide["text"] == PASAR[wide["start"] : wide["end"]]
    assert wide["text"].startswith("Nelayan")
    assert wide["text"].endswith("taman kota.")
    whole = desk.call("context", {"document": "pasar.txt", "start": 0, "around": 50})
    assert whole["text"] == PASAR.strip()


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("open", {}, "no tool is called 'open'; there are ask, search, context"),
        ("ask", {}, "question has to be text"),
        ("ask", {"question": 3}, "question has to be text"),
        ("ask", {"question": "a", "top": 0}, "top has to be a whole number from 1 to 50"),
        ("ask", {"question": "a", "top": True}, "top has to be"),
        ("search", {"question": "a", "top": 10**6}, "top has to be"),
        ("search", {"question": "a", "path": "/etc/passwd"}, "search takes no 'path'"),
        ("context", {"document": "absent", "start": 0}, "no document is called 'absent'"),
        ("context", {"document": "/etc/passwd", "start": 0}, "no document is called '/etc/passwd'"),
        ("context", {"document": "../pasar.txt", "start": 0}, "no document is called"),
        ("context", {"document": "pasar.txt", "start": -1}, "start has to be"),
        ("context", {"document": "pasar.txt", "start": 10**9}, "start has to be"),
        ("context", {"document": "pasar.txt", "start": 0, "around": 51}, "around has to be"),
    ],
)
def test_wrong_arguments_are_told(desk: Desk, tool: str, arguments: dict[str, object], said: str) -> None:
    with pytest.raises(RequestError, match=re.escape(said)):
        desk.call(tool, arguments)


def test_a_filter_of_the_servers_cannot_be_left(retriever: Retriever) -> None:
    from index import Where

    desk = Desk(retriever, where=Where.of({"name": "pasar.txt"}))
    for where in (None, {"name": "*"}, {"language": "id"}):
        found = desk.call("search", {"question": "harga kopi", "top": 9, "where": where})["quotes"]
        assert {quote["document"] for quote in found} == {"pasar.txt"}
    assert desk.call("search", {"question": "harga", "where": {"name": "a/*"}}) == {"quotes": []}
    assert desk.resources(None) == (["pasar.txt"], None)
    with pytest.raises(RequestError):
        desk.read(uri_of("a/kopi ü.txt"))


def test_resources_are_the_documents(desk: Desk) -> None:
    assert desk.resources(None) == (["pasar.txt", "a/kopi ü.txt"], None)
    assert desk.read(uri_of("pasar.txt")) == PASAR
    assert desk.read("kutip:///a%2Fkopi%20%C3%BC.txt") == KOPI
    assert name_of(uri_of("a\udce4\n%b")) == "a\udce4\n%b"


@pytest.mark.parametrize(
    "uri",
    [
        "file:///etc/passwd", "/etc/passwd", "kutip:///%2Fetc%2Fpasswd", "kutip:///..%2F..%2Fetc%2Fpasswd",
        "kutip:///pasar.txt%00", "kutip:///", "http://127.0.0.1/", "",
    ],
)  # fmt: skip
def test_no_other_address_is_read(desk: Desk, uri: str) -> None:
    with pytest.raises(RequestError):
        desk.read(uri)


def test_many_documents_are_listed_page_by_page() -> None:
    class Many:
        names = tuple(map(str, range(2 * PAGE + 1)))

    desk = Desk(Many())  # type: ignore[arg-type]
    listed, cursor = desk.resources(None)
    pages = 1
    while cursor is not None:
        more, cursor = desk.resources(cursor)
        listed += more
        pages += 1
    assert (tuple(listed), pages) == (Many.names, 3)
    for wrong in ("x", "-1", "01", "²"):
        with pytest.raises(RequestError, match="no list goes on"):
            desk.resources(wrong)


def test_a_long_document_is_read_in_parts() -> None:
    class Long:
        text = "a" * (LONGEST + 1)

        def document(self, name: str) -> Document:
            return Document(name, self.text, blocks=(Block(0, 5, "body"), Block(5, LONGEST, "body")))

    desk = Desk(Long())  # type: ignore[arg-type]
    with pytest.raises(RequestError, match="read it with context"):
        desk.read(uri_of("x"))
    assert desk.call("context", {"document": "x", "start": 2, "around": 0})["text"] == "aaaaa"


# ------------------------------------------------------------------------------------------- a client of the SDK


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "berita").mkdir()
    (tmp_path / "berita" / "pasar.txt").write_text(PASAR, encoding="utf-8")
    (tmp_path / "secret.txt").write_text("The password is kutip.", encoding="utf-8")
    return tmp_path


def environment(folder: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "OMP_NUM_THREADS", "LANG") if name in os.environ}
    return {
        **kept,
        **measured(),
        "PYTHONPATH": str(ROOT),
        "HOME": str(folder),
        "XDG_CACHE_HOME": str(folder / "cache"),
    }


async def session(client: Any, jsonschema: Any) -> None:
    """What a client of either transport does."""
    tools = {tool.name: tool for tool in (await client.list_tools()).tools}
    assert list(tools) == ["ask", "search", "context"]
    asked = await client.call_tool("ask", {"question": QUESTION, "top": 2})
    assert not asked.is_error
    best = asked.structured_content["quotes"][0]
    assert best["text"] == "Harga tuna turun lima persen pada bulan Mei."
    assert json.loads(asked.content[0].text) == asked.structured_content
    jsonschema.validate(asked.structured_content, tools["ask"].output_schema)
    found = await client.call_tool("search", {"question": QUESTION, "where": {"date": "2021-05"}})
    jsonschema.validate(found.structured_content, tools["search"].output_schema)
    assert found.structured_content["quotes"][0]["start"] == best["start"]
    around = await client.call_tool("context", {"document": best["document"], "start": best["start"]})
    jsonschema.validate(around.structured_content, tools["context"].output_schema)
    assert best["text"] in around.structured_content["text"]
    [resource] = (await client.list_resources()).resources
    assert resource.name == best["document"]
    [content] = (await client.read_resource(resource.uri)).contents
    assert content.text == PASAR
    assert content.text[best["start"] : best["end"]] == best["text"]
    secret = resource.name.replace("berita/pasar.txt", "secret.txt")
    refused = await client.call_tool("context", {"document": secret, "start": 0})
    assert refused.is_error
    assert "password" not in refused.content[0].text
    for uri in (f"file://{secret}", uri_of(secret), "file:///etc/passwd"):
        with pytest.raises(Exception, match="no document") as caught:
            await client.read_resource(uri)
        assert type(caught.value).__name__ == "MCPError"
    refused = await client.call_tool("ask", {"question": "a", "where": {"date": "someday"}})
    assert (refused.is_error, "someday" in refused.content[0].text) == (True, True)


@needs_sdk
def test_a_session_on_the_standard_streams(folder: Path) -> None:
    import anyio
    from mcp import Client, StdioServerParameters, stdio_client

    jsonschema = pytest.importorskip("jsonschema")
    parameters = StdioServerParameters(
        command=sys.executable,
        args=["-m", "qa", "--mcp", "--no-reader", str(folder / "berita")],
        env=environment(folder),
    )

    async def run() -> None:
        with anyio.fail_after(PATIENCE):
            async with Client(stdio_client(parameters)) as client:
                await session(client, jsonschema)

    anyio.run(run)


@needs_sdk
def test_standard_output_carries_the_protocol_alone(folder: Path) -> None:
    """Also where something is to be warned of, where a line is no message, and where one is too long."""
    opening = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {
            "protocolVersion": "2025-06-18",
            "capabilities": {},
            "clientInfo": {"name": "test", "version": "0"},
        },
    }
    lines = ["no message", "x" * (3 * 1024 * 1024), json.dumps(opening)]
    done = subprocess.run(
        [sys.executable, "-m", "qa", "--mcp", "--no-reader", str(folder / "berita"), str(folder / "absent")],
        input="".join(f"{line}\n" for line in lines),
        capture_output=True,
        encoding="utf-8",
        env=environment(folder),
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert all(answer["jsonrpc"] == "2.0" for answer in answers)
    assert [answer["result"]["serverInfo"]["name"] for answer in answers if answer.get("id") == 1] == [
        "kutip"
    ]
    assert "absent: no such file or folder" in done.stderr


@contextmanager
def over_http(folder: Path) -> Iterator[int]:
    """The command, listening; gives its port."""
    with subprocess.Popen(
        [sys.executable, "-m", "qa", "--mcp-http", "0", "--no-reader", str(folder / "berita")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=environment(folder),
    ) as process:
        assert process.stderr is not None
        assert process.stdout is not None
        try:
            said = ""
            while not (match := re.search(r"MCP on http://127\.0\.0\.1:(\d+)/mcp", said)):
                said = process.stderr.readline()
                assert said, "the server has left"
            yield int(match[1])
        finally:
            process.terminate()
        assert process.stdout.read() == ""


@needs_sdk
def test_a_session_over_http_on_the_loopback_interface(folder: Path) -> None:
    import anyio
    from mcp import Client

    jsonschema = pytest.importorskip("jsonschema")
    with over_http(folder) as port:

        async def run() -> None:
            with anyio.fail_after(PATIENCE):
                async with Client(f"http://127.0.0.1:{port}/mcp") as client:
                    await session(client, jsonschema)

        anyio.run(run)
        if os.path.exists("/proc/net/tcp"):
            rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
            listening = {
                row[1].split(":")[0] for row in rows if row[1].endswith(f":{port:04X}") and row[3] == "0A"
            }
            assert listening == {"0100007F"}


# ------------------------------------------------------------------------------------------- limits over HTTP


@contextmanager
def listening(app: Any) -> Iterator[int]:
    """The application, served by a thread; gives its port."""
    import uvicorn

    with socket.create_server(("127.0.0.1", 0)) as bound:
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        try:
            yield bound.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join(PATIENCE)


def post(port: int, body: Any, **headers: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request(
            "POST",
            "/mcp",
            body,
            {
                "Content-Type": "application/json",
                "Accept": "application/json, text/event-stream",
                "MCP-Protocol-Version": "2025-06-18",
                **headers,
            },
        )
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def call(question: str) -> str:
    return json.dumps(
        {
            "jsonrpc": "2.0",
            "id": 7,
            "method": "tools/call",
            "params": {"name": "ask", "arguments": {"question": question}},
        }
    )


@pytest.fixture
def serving(_sdk: None, retriever: Retriever) -> Iterator[int]:
    from qa.mcp_server import http_app

    with listening(http_app(retriever, seconds=1.0, sending=1.0)) as port:
        yield port


def test_a_request_that_is_too_large_is_refused(serving: int) -> None:
    from qa.mcp_server import LARGEST

    assert post(serving, call(QUESTION))[0] == 200
    assert post(serving, call("x" * LARGEST))[0] == 413
    # Without saying how long it is.
    assert post(serving, iter([b"x" * 65536] * (LARGEST // 65536 + 1)))[0] == 413


def test_a_request_that_does_not_arrive_is_given_up(serving: int) -> None:
    with socket.create_connection(("127.0.0.1", serving), timeout=PATIENCE) as connection:
        connection.sendall(
            b"POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            b"Accept: application/json, text/event-stream\r\nContent-Length: 1000\r\n\r\n{"
        )
        assert connection.recv(4096).startswith(b"HTTP/1.1 408 ")


def test_a_page_in_a_browser_cannot_reach_it_by_another_name(serving: int) -> None:
    assert post(serving, call(QUESTION), Host="evil.example")[0] == 421
    assert post(serving, call(QUESTION), Origin="http://evil.example")[0] == 403


def test_an_answer_that_takes_too_long_is_given_up(
    serving: int, retriever: Retriever, monkeypatch: pytest.MonkeyPatch
) -> None:
    find: Callable[..., Any] = retriever.find

    def slow(question: str, **options: Any) -> Any:
        time.sleep(3.0 if "slow" in question else 0.0)
        return find(question, **options)

    monkeypatch.setattr(retriever, "find", slow)
    status, body = post(serving, call("slow"))
    assert status == 200
    assert json.loads(body)["result"]["isError"] is True
    assert "gave up after 1 seconds" in body
    assert '"isError":true' not in post(serving, call(QUESTION))[1]


# ------------------------------------------------------------------------------------------- the command


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--mcp", "-q", "a"], "takes its questions from clients"),
        (["--mcp", "-"], "leave out - and --mcp-http"),
        (["--mcp", "--mcp-http", "1"], "leave out - and --mcp-http"),
        (["--mcp-host", "::1"], "--mcp-host needs --mcp-http PORT"),
        (["--mcp-http", "x"], "--mcp-http"),
    ],
)
def test_a_wrong_command_is_told_in_one_line(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(arguments) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n"), said in err) == ("", 1, True)


@needs_sdk
def test_a_port_that_is_taken_is_told(retriever: Retriever) -> None:
    from qa.mcp_server import serve_http

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(KutipError, match=f"^127.0.0.1:{port}: cannot listen"):
            serve_http(retriever, port=port)
    with pytest.raises(KutipError, match="70000: no port"):
        serve_http(retriever, port=70_000)


def test_without_the_sdk_the_extra_is_named(retriever: Retriever, monkeypatch: pytest.MonkeyPatch) -> None:
    from qa.mcp_server import server

    for name in [name for name in sys.modules if name.partition(".")[0] == "mcp"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "mcp", None)
    with pytest.raises(KutipError, match=re.escape("pip install 'kutip[mcp]'")):
        server(retriever)

"""What somebody types as an address leads to the public internet and nowhere else, and holds nobody up."""

import socket
import time
from ipaddress import ip_address
from typing import Any

import pytest

from frontoffice.webhooks import reaching
from frontoffice.webhooks.reaching import Call, NotAnAddress, Unreachable, is_public, resolved, target_of
from tests.webhooks.receiving import receiver


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "fe80::1",
        "fc00::1",
        "fd12::1",
        "fec0::1",
        "ff02::1",
        "64:ff9b::a00:1",
        "2002:7f00:1::",
        "2001:0:4136:e378::",
        "2001:db8::1",
    ],
)
def test_addresses_inside_networks_are_not_public(number: str) -> None:
    assert not is_public(ip_address(number))


@pytest.mark.parametrize("number", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_others_are(number: str) -> None:
    assert is_public(ip_address(number))


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org/told",
        "http://example.org/told",
        "ftp://example.org/told",
        "file:///etc/passwd",
        "https://",
        "https:///told",
        "https://user:password@example.org/",
        "https://user@example.org/",
        "https://example.org/#part",
        "https://example.org/a b",
        "https://example.org/\r\nX: y",
        "https://example.org:0/",
        "https://example.org:99999/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://169.254.169.254/latest/meta-data/",
        "https://exa mple.org/",
        "https://example.org/" + "x" * 2000,
        "https://example.org/é",
        "https://[bad/",
        "https://.example..org/",
    ],
)
def test_what_nothing_is_sent_to(url: str) -> None:
    with pytest.raises(NotAnAddress):
        target_of(url)


def test_what_is_sent_to() -> None:
    found = target_of("https://Hooks.Example.org:8443/told?key=1")
    assert (found.host, found.port, found.path, found.secure) == (
        "hooks.example.org",
        8443,
        "/told?key=1",
        True,
    )
    assert target_of("https://bücher.example/x").host == "xn--bcher-kva.example"


def resolving(monkeypatch: pytest.MonkeyPatch, *numbers: str) -> list[str]:
    asked: list[str] = []

    def answer(host: str, port: int, **_more: Any) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in numbers]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    return asked


@pytest.mark.parametrize("numbers", [["10.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["::1%lo"], ["169.254.169.254"]])
def test_a_name_that_leads_inside_is_not_followed(
    monkeypatch: pytest.MonkeyPatch, numbers: list[str]
) -> None:
    resolving(monkeypatch, *numbers)
    with pytest.raises(Unreachable, match="leads into a network"):
        resolved(target_of("https://hooks.example.org/"))
    with pytest.raises(Unreachable, match="leads into a network"):
        Call("https://hooks.example.org/", {}, b"").run()


def test_the_name_is_resolved_once_and_the_connection_goes_to_what_was_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A name that leads elsewhere a moment later leads nowhere else."""
    asked = resolving(monkeypatch, "93.184.216.34")
    reached: list[Any] = []

    def connect(address: Any, *_more: Any) -> Any:
        reached.append(address)
        raise OSError

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(Unreachable):
        Call("https://hooks.example.org/", {}, b"").run()
    assert (asked, reached) == (["hooks.example.org"], [("93.184.216.34", 443)])


def test_without_the_operators_leave_the_own_machine_is_not_reached(settings: Any) -> None:
    with receiver() as program:
        settings.WEBHOOK_HOSTS = []
        with pytest.raises(Unreachable):
            Call(program.url, {}, b"{}").run()
        settings.WEBHOOK_HOSTS = ["127.0.0.1:1"]
        with pytest.raises(Unreachable):
            Call(program.url, {}, b"{}").run()
        assert program.arrived == []
        settings.WEBHOOK_HOSTS = [program.host]
        assert Call(program.url, {}, b"{}").run().status == 204


def test_redirects_are_not_followed(settings: Any) -> None:
    with receiver() as program, receiver() as other:
        settings.WEBHOOK_HOSTS = [program.host, other.host]
        program.answer(307, Location=other.url)
        assert Call(program.url, {}, b"{}").run().status == 307
        assert other.arrived == []


def test_long_answers_are_read_in_bounds(settings: Any) -> None:
    with receiver() as program:
        settings.WEBHOOK_HOSTS = [program.host]
        program.answers = [(200, {}, b"x\x00\xff" * 1_000_000)]
        answered = Call(program.url, {}, b"{}").run()
        assert (answered.status, len(answered.text)) == (200, 500)
        assert "\x00" not in answered.text


def test_one_that_trickles_is_ended_from_outside(settings: Any) -> None:
    """No timeout of a socket bounds the whole: whoever sends a byte now and then holds the line."""
    import threading

    listener = socket.create_server(("127.0.0.1", 0))
    settings.WEBHOOK_HOSTS = [f"127.0.0.1:{listener.getsockname()[1]}"]
    settings.WEBHOOK_SECONDS = 5.0
    stop = threading.Event()

    def trickle() -> None:
        line, _address = listener.accept()
        try:
            line.sendall(b"HTTP/1.1 200 OK\r\n")
            while not stop.wait(0.05):
                line.sendall(b"X-A: b\r\n")
        except OSError:
            pass

    threading.Thread(target=trickle, daemon=True).start()
    call = Call(f"http://{settings.WEBHOOK_HOSTS[0]}/", {}, b"{}")
    threading.Timer(0.3, call.abort).start()
    began = time.monotonic()
    with pytest.raises(Unreachable, match="too long"):
        call.run()
    stop.set()
    listener.close()
    assert time.monotonic() - began < 5
    assert reaching.MOST_READ < 100_000

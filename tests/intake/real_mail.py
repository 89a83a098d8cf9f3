"""A real dovecot and a real postfix on loopback: each test session's own, from folders of their own, on free ports.

Postfix takes mail by SMTP and hands it to dovecot by LMTP; dovecot serves it by IMAP, with and without TLS. What is
sent to `nobody@…` is refused, and of `full@…` postfix writes a delivery report.
"""

import contextlib
import grp
import os
import pwd
import shutil
import signal
import smtplib
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from tests.correspondence.mail_servers import HOST, certificate, free_port

DOMAIN = "agency.example"
PASSWORD = "correct-horse"
PROGRAMS = ("dovecot", "postfix")


def found(name: str) -> str | None:
    """Where the program is; daemons stand where a user's PATH does not look."""
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


@dataclass(frozen=True)
class MailHouse:
    """Where everything is. Each name before @ is a mailbox of its own, with the same password."""

    folder: Path
    smtp: int
    imap: int
    imaps: int
    lmtp: int
    ca: Path

    def deliver(self, *mails: bytes, to: str, sender: str = "someone@example.org", by: str = "lmtp") -> None:
        """Hand mails over: straight to dovecot, or through postfix (`by="smtp"`)."""
        client = smtplib.LMTP(HOST, self.lmtp) if by == "lmtp" else smtplib.SMTP(HOST, self.smtp)
        with client:
            for mail in mails:
                client.sendmail(sender, [to], mail)

    def lies_in(self, user: str, folder: str = "INBOX") -> int:
        """How many mails lie in a folder of that user."""
        import imaplib

        client = imaplib.IMAP4(HOST, self.imap, timeout=10)
        try:
            client.login(user, PASSWORD)
            code, told = client.select(f'"{folder}"', readonly=True)
            return int(told[0] or 0) if code == "OK" else 0
        finally:
            client.logout()

    def expect(self, user: str, number: int, *, folder: str = "INBOX", seconds: float = 30) -> None:
        """Wait until so many lie there: postfix delivers in its own time."""
        deadline = time.monotonic() + seconds
        while self.lies_in(user, folder) < number and time.monotonic() < deadline:
            time.sleep(0.1)
        assert self.lies_in(user, folder) == number


def mail(
    *, sender: str = "Jordan Ellis <jordan@example.org>", to: str = f"help@{DOMAIN}", **given: str
) -> EmailMessage:
    """A mail as somebody writes it; other headers by their names with _ for -."""
    made = EmailMessage()
    text = given.pop("text", "My license was stolen. What do I do now?")
    made["From"], made["To"] = sender, to
    made["Subject"] = given.pop("subject", "Stolen license")
    made["Message-ID"] = given.pop("message_id", f"<{os.urandom(8).hex()}@example.org>")
    for name, value in given.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made


@contextlib.contextmanager
def mail_house(folder: Path) -> Iterator[MailHouse]:
    """Both servers, running; at the end they are gone."""
    folder.chmod(0o755)
    for above in list(folder.parents)[:-2]:
        with contextlib.suppress(PermissionError):
            above.chmod(above.stat().st_mode | 0o011)
    ca, _context = certificate(folder)
    ports = [free_port() for _number in range(4)]
    house = MailHouse(folder, *ports, ca)
    with _dovecot(house), _postfix(house):
        yield house


@contextlib.contextmanager
def _dovecot(house: MailHouse) -> Iterator[None]:
    base = house.folder / "dovecot"
    mails = base / "mails"
    mails.mkdir(parents=True)
    root = os.geteuid() == 0
    user = "nobody" if root else pwd.getpwuid(os.geteuid()).pw_name
    group = grp.getgrgid(pwd.getpwnam(user).pw_gid).gr_name
    if root:
        shutil.chown(mails, user, group)
    (base / "dovecot.conf").write_text(
        _DOVECOT.format(
            base=base,
            user=user,
            group=group,
            house=house,
            host=HOST,
            owner="" if root else _UNPRIVILEGED.format(user=user, group=group),
            password=PASSWORD,
            first=pwd.getpwnam(user).pw_uid,
        )
    )
    program = found("dovecot")
    assert program is not None
    process = subprocess.Popen([program, "-F", "-c", str(base / "dovecot.conf")], start_new_session=True)
    try:
        for port in (house.imap, house.imaps, house.lmtp):
            _listens(port, process)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=10)
        if process.poll() is None:
            process.kill()


@contextlib.contextmanager
def _postfix(house: MailHouse) -> Iterator[None]:
    base = house.folder / "postfix"
    config, queue, data = base / "config", base / "queue", base / "data"
    for made in (config, queue, data):
        made.mkdir(parents=True)
    _as_root("chown", "postfix", str(data))
    _as_root("chown", "root", str(queue))
    (config / "main.cf").write_text(
        _POSTFIX.format(queue=queue, data=data, domain=DOMAIN, host=HOST, house=house, log=base / "log")
    )
    refuses = base / "refuses"
    refuses.write_text("#!/bin/sh\necho There is nobody of this name\nexit 67\n")
    refuses.chmod(0o755)
    (config / "master.cf").write_text(_MASTER.format(host=HOST, house=house, refuses=refuses))
    (base / "log").touch()
    program = found("postfix")
    assert program is not None
    for command in ("check", "start"):
        done = _as_root(program, "-c", str(config), command)
        assert done.returncode == 0, done.stderr + (base / "log").read_text()
    try:
        _listens(house.smtp, None)
        yield
    finally:
        _as_root(program, "-c", str(config), "stop")


def _as_root(*command: str) -> "subprocess.CompletedProcess[str]":
    """Postfix gives up its rights by itself, and to do so begins as root."""
    before = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    return subprocess.run([*before, *command], capture_output=True, text=True, check=False)


def _listens(port: int, process: "subprocess.Popen[bytes] | None", *, seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        assert process is None or process.poll() is None, "the server ended"
        with contextlib.suppress(OSError), socket.create_connection((HOST, port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError(f"nobody listens on {port}")


_UNPRIVILEGED = """
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
"""
_DOVECOT = """
protocols = imap lmtp
base_dir = {base}/run
state_dir = {base}/state
log_path = {base}/log
listen = {host}
mail_location = maildir:{base}/mails/%n
mail_uid = {user}
mail_gid = {group}
first_valid_uid = {first}
ssl = yes
ssl_cert = <{house.folder}/certificate.pem
ssl_key = <{house.folder}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login
recipient_delimiter = +
lmtp_save_to_detail_mailbox = no
mail_fsync = never
mail_max_userip_connections = 100
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={base}/mails/%n allow_all_users=yes
}}
namespace inbox {{
  inbox = yes
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {house.imap}
  }}
  inet_listener imaps {{
    port = {house.imaps}
    ssl = yes
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = {host}
    port = {house.lmtp}
  }}
}}
service anvil {{
  chroot =
}}
protocol lmtp {{
  postmaster_address = postmaster@localhost
}}
{owner}
"""
_POSTFIX = """
compatibility_level = 3.6
queue_directory = {queue}
data_directory = {data}
maillog_file = {log}
maillog_file_prefixes = /
inet_interfaces = {host}
inet_protocols = ipv4
myhostname = mx.{domain}
mydestination =
mynetworks = 127.0.0.0/8
local_recipient_maps =
alias_maps =
alias_database =
relay_domains =
virtual_mailbox_domains = {domain}
virtual_transport = lmtp:inet:[{host}]:{house.lmtp}
transport_maps = inline:{{
  {{ full@elsewhere.example = failing: }},
  {{ {domain} = lmtp:inet:[{host}]:{house.lmtp} }} }}
default_transport = error:5.1.2 There is no way to this domain
recipient_delimiter = +
smtpd_recipient_restrictions = check_recipient_access inline:{{
  {{ nobody@{domain} = 550 5.1.1 There is nobody of this name }},
  {{ later@{domain} = 450 4.2.1 Come again later }} }}, permit_mynetworks, reject
smtpd_tls_cert_file = {house.folder}/certificate.pem
smtpd_tls_key_file = {house.folder}/key.pem
smtpd_tls_security_level = may
smtputf8_enable = no
smtpd_peername_lookup = no
lmtp_destination_concurrency_limit = 10
"""
_MASTER = """
{host}:{house.smtp} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
failing unix - n n - - pipe
  user=nobody argv={refuses}
"""

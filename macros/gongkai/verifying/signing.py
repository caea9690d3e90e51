"""The signature of a site's sums, made and checked by minisign or ssh-keygen; no key is kept here."""

import re
import subprocess
import tempfile
from pathlib import Path

from gongkai.checksums import SUMS
from gongkai.errors import UsageError
from gongkai.findings import say
from gongkai.system_errors import system_reason

_NAMESPACE = "file"
"""What ssh-keygen is told the signature is for; its manual names this for files."""
_SIGNER = "gongkai"
_SECRET = re.compile("secret key|PRIVATE KEY-----")
"""In the first line of a secret key of minisign or of SSH."""
_PACKAGES = {"minisign": "minisign", "ssh-keygen": "openssh-client"}


def sign_sums(folder: Path, key: Path) -> str:
    """Sign the sums of a site; return the name of the file that holds the signature.

    The program may ask for the password of the key on the terminal.

    Args:
        folder: The site.
        key: A secret key of minisign or of SSH.

    Raises:
        UsageError: There are no sums, it is no such key, or the program is missing or fails.
    """
    sums = folder / SUMS
    if not sums.is_file():
        raise UsageError(say("verify.sign.no-sums"))
    if _is_minisign(key):
        _sign("minisign", "-S", "-s", str(key), "-m", str(sums))
        return f"{SUMS}.minisig"
    (folder / f"{SUMS}.sig").unlink(missing_ok=True)  # ssh-keygen would ask whether to replace it
    _sign("ssh-keygen", "-Y", "sign", "-f", str(key), "-n", _NAMESPACE, str(sums))
    return f"{SUMS}.sig"


def check_signature(folder: Path, key: Path) -> tuple[str, bool]:
    """Check the signature of the sums of a site.

    Args:
        folder: The site.
        key: A public key of minisign or of SSH.

    Returns:
        The name of the signature's file, and whether it is one of these sums by the owner of this key.

    Raises:
        UsageError: There is no signature, it is no public key, or the program is missing.
    """
    sums, minisign = folder / SUMS, _is_minisign(key)
    if _SECRET.search(_text(key).partition("\n")[0]):
        raise UsageError(say("verify.sign.private", {"file": key}))
    signature = folder / (f"{SUMS}.minisig" if minisign else f"{SUMS}.sig")
    if not signature.is_file():
        raise UsageError(say("verify.sign.none", {"file": signature.name}))
    if minisign:
        return signature.name, _run("check", "minisign", "-V", "-p", str(key), "-m", str(sums)).returncode == 0
    with tempfile.TemporaryDirectory() as scratch:
        signers = Path(scratch, "signers")
        signers.write_text(f"{_SIGNER} {_text(key).strip()}\n", encoding="utf-8")
        ran = _run(
            "check", "ssh-keygen", "-Y", "verify", "-f", str(signers), "-I", _SIGNER, "-n", _NAMESPACE,
            "-s", str(signature), content=sums.read_bytes(),
        )  # fmt: skip
    return signature.name, ran.returncode == 0


def _is_minisign(key: Path) -> bool:
    """Whether a key is one of minisign; of SSH otherwise.

    Raises:
        UsageError: It is neither.
    """
    text = _text(key)
    if text.startswith("untrusted comment:") and "minisign" in text.partition("\n")[0]:
        return True
    if "PRIVATE KEY-----" in text or text.startswith(("ssh-", "ecdsa-", "sk-")):
        return False
    raise UsageError(say("verify.sign.unknown-key", {"file": key}))


def _text(key: Path) -> str:
    try:
        return key.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise UsageError(say("command.no-file", {"file": key, "why": system_reason(error)})) from error


def _sign(*command: str) -> None:
    ran = _run("sign", *command)
    if ran.returncode != 0:
        why = ran.stdout.decode("utf-8", "replace").strip()
        raise UsageError(say("verify.sign.failed", {"tool": command[0], "why": why}))


def _run(what: str, *command: str, content: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    names = {"tool": command[0], "what": say(f"verify.sign.{what}"), "package": _PACKAGES[command[0]]}
    try:
        return subprocess.run(command, input=content, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)  # noqa: S603 - no shell, and the program is one of two
    except FileNotFoundError as error:
        raise UsageError(say("verify.sign.no-tool", names)) from error

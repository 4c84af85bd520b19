"""What an address says about the server behind it; no vendor is needed to know."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from assistant.errors import ContentError

OPENAI = "https://api.openai.com/v1"


def with_version(base_url: str) -> str:
    """The address as the vendor wants it: `http://localhost:11434` means its /v1, nothing means OpenAI."""
    url = (base_url or OPENAI).strip().rstrip("/")
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise ContentError(
            f"ASSISTANT_MODEL_URL: {base_url!r} is not the address of a server; "
            "write it like http://localhost:11434/v1"
        )
    return url if parts.path else f"{url}/v1"


def place(url: str) -> str:
    """Host and port: what a message may say of an address that could hold a password."""
    return urlsplit(url).netloc.rpartition("@")[2]


def is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")

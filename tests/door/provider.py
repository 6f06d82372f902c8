"""A log-in system of an office (OIDC), as small as one can be: it vouches for one made-up person."""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

CLIENT = "dashboard"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@contextmanager
def provider(email: str, *, verified: bool = True) -> Iterator[str]:
    """The address of a running log-in system that says yes to everybody, as `email`."""
    nonces: dict[str, str] = {}

    class Answers(BaseHTTPRequestHandler):
        """Its five addresses."""

        def do_GET(self) -> None:
            path, asked = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
            if path == "/authorize":
                code = str(len(nonces))
                nonces[code] = asked.get("nonce", [""])[0]
                back = {"code": code, "state": asked["state"][0]}
                self.send_response(302)
                self.send_header("Location", f"{asked['redirect_uri'][0]}?{urlencode(back)}")
                self.end_headers()
            elif path == "/keys":
                self._say({"keys": [public_key()]})
            else:
                self._say(metadata(here))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            nonce = nonces[parse_qs(body)["code"][0]]
            person = {"sub": "1", "email": email, "email_verified": verified, "nonce": nonce}
            self._say({
                "access_token": "x", "token_type": "Bearer", "expires_in": 300,
                "id_token": token({"iss": here, "aud": CLIENT, **person}),
            })  # fmt: skip

        def _say(self, answer: dict[str, Any]) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    here = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield here
    finally:
        server.shutdown()
        server.server_close()


def metadata(here: str) -> dict[str, Any]:
    """What the system says of itself."""
    return {
        "issuer": here, "authorization_endpoint": f"{here}/authorize", "token_endpoint": f"{here}/token",
        "jwks_uri": f"{here}/keys", "response_types_supported": ["code"],
        "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256"],
    }  # fmt: skip


def public_key() -> dict[str, str]:
    """The key by which its word is checked."""
    numbers = KEY.public_key().public_numbers()
    n = numbers.n.to_bytes(256, "big")
    return {"kty": "RSA", "kid": "1", "use": "sig", "alg": "RS256", "n": _b64(n), "e": "AQAB"}


def token(claims: dict[str, Any]) -> str:
    """Its signed word."""
    now = int(time.time())
    parts = ({"alg": "RS256", "kid": "1"}, {**claims, "iat": now, "exp": now + 300})
    text = ".".join(_b64(json.dumps(part).encode()) for part in parts)
    signed = KEY.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())
    return f"{text}.{_b64(signed)}"


def _b64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()

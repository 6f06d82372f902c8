"""The small pages at the door: log in, first admin, password, log out. Plain HTML, no script."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from urllib.parse import quote

from dashboard import theme
from dashboard.door.passwords import LONGEST, SHORTEST
from dashboard.words import LANGUAGES, safe, say

#: Fields of each form: name, kind, what a browser fills in.
FIELDS = {
    "login": (("login", "text", "username"), ("password", "password", "current-password")),
    "first": (
        ("person", "text", "name"),
        ("login", "text", "username"),
        ("password", "password", "new-password"),
        ("again", "password", "new-password"),
    ),
    "password": (
        ("old", "password", "current-password"),
        ("password", "password", "new-password"),
        ("again", "password", "new-password"),
    ),
    "logout": (),
}
CSS = """
*{box-sizing:border-box}body{margin:0;background:var(--panel);color:var(--ink)}
main{max-width:30rem;margin:8vh auto;padding:1.6rem 2rem 2rem;background:var(--paper);
 border-top:5px solid var(--accent);border-radius:.5rem}
h1{font-size:1.6rem;line-height:1.3;margin:.2rem 0 .6rem}p{line-height:1.5;margin:.5rem 0}
label{display:block;font-weight:600;margin:1rem 0 .25rem}
input{width:100%;font:inherit;padding:.6rem .7rem;border:1px solid var(--soft);border-radius:.35rem;
 background:var(--paper);color:var(--ink)}
button{font:inherit;font-weight:600;margin-top:1.4rem;padding:.65rem 1.4rem;border:0;cursor:pointer;
 border-radius:.35rem;background:var(--accent);color:var(--paper)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.said{border-left:6px solid var(--warning);background:var(--panel);padding:.5rem .9rem;font-weight:600}
.fine{color:var(--soft);font-size:.94rem}a{color:var(--accent)}nav{margin-top:1.4rem}
nav a{margin-right:1rem;white-space:nowrap}
"""


@dataclass(frozen=True)
class Form:
    """A form to fill in. `secret` proves that it was ours; `said` is why the last try failed."""

    name: str
    path: str
    language: str
    secret: str
    wanted: str = "/"
    said: str = ""
    typed: dict[str, str] = field(default_factory=dict)  # what need not be typed again; no password


def page(form: Form) -> str:
    """The form as a page."""
    tongue = form.language
    fields = "".join(_field(form, *field) for field in FIELDS[form.name])
    said = f'<p class="said" role="alert">{safe(form.said)}</p>' if form.said else ""
    lead = safe(say(tongue, f"door.{form.name}_lead", shortest=SHORTEST))
    button = safe(say(tongue, f"door.{form.name}_do"))
    body = (
        f"<p>{lead}</p>{said}"
        f'<form method="post" action="{form.path}?lang={tongue}">'
        f'<input type="hidden" name="secret" value="{safe(form.secret)}">'
        f'<input type="hidden" name="next" value="{safe(form.wanted)}">'
        f"{fields}<button>{button}</button></form>{_others(form)}"
    )
    return _whole(tongue, say(tongue, f"door.{form.name}_title"), body)


def refusal(language: str, why: str) -> str:
    """A page that says why there is nothing here."""
    return _whole(
        language, say(language, "door.closed_title"), f"<p>{safe(say(language, why))}</p>"
    )


def onward(language: str, path: str) -> str:
    """A page that goes on by itself: a link from elsewhere brings no cookie, the next step does."""
    head = f'<meta http-equiv="refresh" content="0;url={safe(path)}">'
    words = safe(say(language, "door.onward"))
    return _whole(
        language, say(language, "menu.product"), f'<a href="{safe(path)}">{words}</a>', head
    )


def _field(form: Form, name: str, kind: str, fills: str) -> str:
    label = safe(say(form.language, f"door.field_{name}"))
    known = form.typed.get(name, "") if kind == "text" else ""
    value = f' value="{safe(known[:LONGEST])}"' if known else ""
    return (
        f'<label for="{name}">{label}</label><input id="{name}" name="{name}" type="{kind}" required'
        f' maxlength="{LONGEST}" autocomplete="{fills}" autocapitalize="none" spellcheck="false"{value}>'
    )


def _others(form: Form) -> str:
    """The same form in the other languages, and the way to the pages for everybody."""
    links = [
        f'<a href="{form.path}?lang={code}&amp;next={quote(form.wanted, safe="")}" hreflang="{code}">'
        f"{safe(say(form.language, f'language.{code}'))}</a>"
        for code in LANGUAGES
        if code != form.language
    ]
    home = f'<a href="/overview?lang={form.language}">{safe(say(form.language, "door.public"))}</a>'
    return f'<nav class="fine">{home}{"".join(links)}</nav>'


def _whole(language: str, title: str, body: str, head: str = "") -> str:
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">{head}'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{safe(title)}</title><style>{_style()}</style></head>"
        f"<body><main><h1>{safe(title)}</h1>{body}</main></body></html>"
    )


@cache
def _style() -> str:
    dark = f"@media(prefers-color-scheme:dark){{:root{{{theme.variables(True)}}}}}"
    font = f"body,input,button{{font-family:{theme.FONT};font-size:{theme.SIZE}px}}"
    return f":root{{{theme.variables(False)}}}{dark}{font}{CSS}"

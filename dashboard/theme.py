"""The only colours and fonts: for the browser, for our own HTML, for Plotly."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

FONT = "Source Sans, Source Sans Pro, sans-serif"
SLIDE_FONT = "Source Sans, Source Sans Pro, Arial, sans-serif"  # as the files call the same font
SIZE = 18


@dataclass(frozen=True)
class Palette:
    """One quiet palette: ink on paper, one accent, one warning, greys; the states of a household."""

    paper: str
    panel: str
    ink: str
    soft: str
    line: str
    accent: str
    pale: str
    warning: str
    poor: str
    near_poor: str
    above: str


LIGHT = Palette(
    paper="#ffffff",
    panel="#f3f6f7",
    ink="#15252d",
    soft="#51636c",
    line="#ccd6da",
    accent="#0b5f78",
    pale="#a9c8d2",
    warning="#b0420f",
    poor="#b0420f",
    near_poor="#d99a2b",
    above="#0b5f78",
)
DARK = Palette(
    paper="#10191d",
    panel="#1a262b",
    ink="#eef3f5",
    soft="#a9bac1",
    line="#3a4a51",
    accent="#6cc3dd",
    pale="#34576a",
    warning="#ff9a63",
    poor="#ff9a63",
    near_poor="#f0c566",
    above="#6cc3dd",
)


def palette(dark: bool) -> Palette:
    """The colours of a mode."""
    return DARK if dark else LIGHT


def streamlit_options() -> dict[str, Any]:
    """The theme part of the server's settings."""
    options: dict[str, Any] = {"theme.baseFontSize": SIZE}
    for mode, colours in (("light", LIGHT), ("dark", DARK)):
        options |= {
            f"theme.{mode}.primaryColor": colours.accent,
            f"theme.{mode}.backgroundColor": colours.paper,
            f"theme.{mode}.secondaryBackgroundColor": colours.panel,
            f"theme.{mode}.textColor": colours.ink,
        }
    return options


@cache
def template(dark: bool) -> dict[str, Any]:
    """The one Plotly template, as a plain dict."""
    colours = palette(dark)
    axis = {
        "showgrid": False,
        "zeroline": False,
        "linecolor": colours.line,
        "tickcolor": colours.line,
        "tickfont": {"size": SIZE - 2, "color": colours.ink},
        "title": {"font": {"size": SIZE - 2, "color": colours.soft}},
        "automargin": True,
        "fixedrange": True,
    }
    layout = {
        "font": {"family": FONT, "size": SIZE, "color": colours.ink},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "colorway": [colours.accent, colours.warning, colours.near_poor, colours.soft],
        "xaxis": axis,
        "yaxis": axis,
        "margin": {"l": 8, "r": 8, "t": 32, "b": 8},
        "legend": {"orientation": "h", "y": 1.12, "x": 0, "font": {"size": SIZE - 2}},
        "hoverlabel": {"font": {"family": FONT, "size": SIZE - 2}},
        "dragmode": False,
    }
    return {"layout": layout}


def variables(dark: bool) -> str:
    """The palette as CSS variables."""
    colours = palette(dark)
    names = Palette.__dataclass_fields__
    return ";".join(f"--{name.replace('_', '-')}:{getattr(colours, name)}" for name in names)


CSS = """
.th{color:var(--ink);font-size:1rem;line-height:1.45}
.th *{box-sizing:border-box}
.th-banner{border-left:6px solid var(--warning);background:var(--panel);padding:.45rem .9rem;
 margin-bottom:.3rem;font-weight:600}
.th-answer{font-size:1.55rem;line-height:1.35;font-weight:600;max-width:66rem;margin:.3rem 0 .5rem}
.th-note{color:var(--soft);font-size:.92rem;margin:.1rem 0 .4rem;max-width:66rem}
.th-told{font-size:1.15rem;line-height:1.45;max-width:66rem;margin:.3rem 0 .6rem;padding-left:1.2rem}
.th-cards{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:.8rem;margin:.3rem 0 .4rem}
@media (max-width:1000px){.th-cards{grid-template-columns:repeat(auto-fit,minmax(15.5rem,1fr))}}
.th-multiples{display:grid;grid-template-columns:repeat(auto-fill,minmax(13.5rem,1fr));gap:1rem 1.2rem}
.th-multiples figure{margin:0}
.th-multiples figcaption{font-size:.95rem;line-height:1.3}
.th-multiples img{width:100%;height:auto;display:block}
.th-card{background:var(--panel);border-radius:.5rem;padding:.7rem 1rem .75rem;
 border-top:4px solid var(--pale)}
.th-card.main{border-top-color:var(--accent)}
.th-card.warn{border-top-color:var(--warning)}
.th-card h3{font-size:1rem;font-weight:600;color:var(--soft);margin:0;padding:0;line-height:1.3}
.th-card .big{font-size:2.2rem;font-weight:700;line-height:1.2;letter-spacing:-.01em}
.th-card p{margin:.1rem 0 0;font-size:.98rem}
.th-told{margin:.6rem 0 .3rem}
.th-figure{font-variant-numeric:tabular-nums;cursor:pointer}
.th-figure:hover,.th-figure:focus-visible{text-decoration:underline dotted;text-underline-offset:.2em}
.th-origin .th-figure{cursor:auto;text-decoration:none}
[role=dialog] h2{padding:.9rem 0 0 1.7rem!important}
.th-origin h3{font-size:1.25rem;padding:.2rem 0}.th-origin table td{border:0}
.th-origin table{margin:.5rem 0 .8rem}.th-origin p{margin:.15rem 0}
.th td .th-figure,.th td small{white-space:nowrap}.th td.text small{white-space:normal}
.th tbody th{min-width:9rem}
.th td.text{min-width:7rem}
.th-missing{color:var(--soft)}
.th-scroll{overflow-x:auto;max-width:100%}
.th table{border-collapse:collapse;width:100%;font-size:.98rem;font-variant-numeric:tabular-nums}
.th caption{text-align:left;font-weight:600;padding:.2rem 0 .35rem}
.th th,.th td{padding:.34rem .6rem;border-bottom:1px solid var(--line);text-align:right;
 vertical-align:top}
.th th{font-weight:600;color:var(--soft);font-size:.92rem}
.th tbody th,.th td.text,.th th.text{text-align:left;color:var(--ink)}
.th tbody tr:hover{background:var(--panel)}
.th tr.total td,.th tr.total th{font-weight:700;border-top:2px solid var(--ink)}
.th td small,.th p small{color:var(--soft)}
.th ul.th-alerts{list-style:none;padding:0;margin:.2rem 0 .6rem}
.th .th-alerts li{border-left:5px solid var(--warning);padding:.3rem .8rem;margin:.35rem 0;
 background:var(--panel)}
.th-alerts li small{color:var(--soft);display:block}
.th-alerts a,.th a{color:var(--accent)}
.th-alerts + details{margin:.1rem 0 .6rem}.th summary{cursor:pointer;font-weight:600}
.th-band{display:inline-block;border-radius:.3rem;padding:0 .5em;font-size:.92rem;white-space:nowrap;
 border:2px solid var(--accent)}
.th-band.slow{border-color:var(--near-poor)}
.th-band.behind{border-color:var(--warning);font-weight:600}
.th-bullet .bar i{position:absolute;top:50%;width:.7rem;height:.7rem;background:var(--paper);
 border:2px solid var(--ink);transform:translate(-50%,-50%) rotate(45deg)}
.th-squares{display:grid;grid-template-columns:repeat(17,minmax(0,2.1rem));gap:.28rem;margin:.4rem 0}
.th-squares i{display:block;aspect-ratio:1;border-radius:.2rem;border:2px solid var(--accent)}
.th-squares i.on{background:var(--accent)}
.th-squares i.off{border-color:var(--warning);border-style:dashed}
.th-bullet{display:grid;grid-template-columns:minmax(11rem,22rem) 1fr minmax(9rem,12rem);
 gap:.2rem .9rem;align-items:center;margin:.5rem 0}
.th-bullet .bar{position:relative;height:1.7rem;background:var(--panel);border:1px solid var(--line)}
.th-bullet .bar b{position:absolute;left:0;top:22%;bottom:22%;background:var(--accent)}
.th-bullet .bar.warn b{background:var(--warning)}
.th-bullet .bar s{position:absolute;left:0;top:0;bottom:0;background:var(--pale);opacity:.75}
.th-bullet .bar u{position:absolute;top:-4px;bottom:-4px;width:3px;background:var(--ink)}
.th-bullet small{color:var(--soft);display:block}
.th-matrix td{font-size:1.35rem;font-weight:600;text-align:center}
.th-matrix td.better{background:color-mix(in srgb,var(--accent) 18%,transparent)}
.th-matrix td.worse{background:color-mix(in srgb,var(--warning) 22%,transparent)}
.th-matrix thead th{text-align:center}
.th-state{display:inline-block;width:.8em;height:.8em;border-radius:.15em;margin-right:.35em}
.th-empty{border:2px dashed var(--line);padding:1.2rem 1.4rem;border-radius:.5rem;margin:.6rem 0}
.th-foot{color:var(--soft);font-size:.88rem;border-top:1px solid var(--line);padding-top:.5rem;
 margin-top:1rem}
@media (max-width:640px){.th-answer{font-size:1.25rem}.th-bullet{grid-template-columns:1fr}
 .th-squares{grid-template-columns:repeat(9,minmax(0,2.1rem))}.th-card .big{font-size:2rem}}
.stMainBlockContainer{padding-top:4.3rem;padding-bottom:2rem;
 padding-left:2.2rem;padding-right:2.2rem;max-width:1560px}
.stVerticalBlock{gap:.6rem}
[data-testid=stSidebar]{min-width:250px;max-width:270px}
[data-testid=stFileUploaderDropzoneInstructions],[data-testid=InputInstructions],
[data-testid=stStatusWidget]{display:none}
[data-testid=stFileUploaderDropzone] button p{font-size:0}
[data-testid=stFileUploaderDropzone] button p::after{content:var(--drop);font-size:1rem}
h1{font-size:2rem!important;padding:.1rem 0 .2rem!important}
h2{font-size:1.45rem!important;padding:.6rem 0 .1rem!important}
@media print{[data-testid=stSidebar],[data-testid=stHeader]{display:none}}
"""

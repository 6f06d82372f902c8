"""The slides on the page: full screen, keys, buttons; below, the same in words."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard import parts, stage
from dashboard.blocks import slides
from dashboard.deck.slide import Deck

_MOUNT = """
export default function({data, parentElement}) {
  const holder = parentElement.querySelector(".th-holder")
  if (holder.thHtml !== data) {
    holder.innerHTML = data
    holder.thHtml = data
  }
  window.thSlides ??= {}
  window.thLeave?.()
  window.thLeave = thStage(holder.querySelector(".th-show"), window.thSlides)
  return () => window.thLeave?.()
}
"""


def _stage() -> Any:
    """Shows slides; it tells nothing back."""
    return st.components.v2.component(
        "th_stage", html='<div class="th-holder"></div>', css=stage.CSS, js=stage.JS + _MOUNT,
        isolate_styles=False,
    )  # fmt: skip


def show(deck: Deck) -> None:
    """The stage; nothing where no slide is chosen."""
    if deck.slides:
        _stage()(key="stage", data=slides.show(deck, deck.view.dark))


def outline(deck: Deck) -> None:
    """The slides in words with every figure, folded away."""
    parts.fold(deck.view, "conference.outline", slides.outline(deck))

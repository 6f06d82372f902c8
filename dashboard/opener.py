"""Clicks of the reader -> the key of the figure that was clicked, or chosen with Enter.

A click counts from the moment a figure is seen: the ear is a plain script that stands before all
figures, the mouth a component, which a browser loads later. What is heard too early is told then.
"""

from __future__ import annotations

import streamlit as st

KEY = "opener"
_EAR = """<script>
(() => {
  if (window.thHear) return
  window.thHear = (key) => window.thTell ? window.thTell(key) : window.thEarly = key
  const ask = (event) => {
    if (event.type === "keydown" && event.key !== "Enter") return
    const figure = event.target.closest?.("[data-figure]")
    if (figure && !figure.closest(".th-origin")) window.thHear(figure.dataset.figure)
  }
  const watch = (event) => {
    const chart = event.target.closest?.(".js-plotly-plot")
    if (!chart?.on || chart.thWatched) return
    chart.thWatched = true
    chart.on("plotly_click", ({points}) => {
      const key = points[0]?.customdata
      if (typeof key === "string") window.thHear(key)
    })
  }
  const heard = {click: ask, keydown: ask, pointerover: watch}
  for (const [name, hear] of Object.entries(heard)) document.addEventListener(name, hear)
})()
</script>"""
_MOUTH = """
export default function({setTriggerValue}) {
  const tell = (key) => setTriggerValue("figure", key)
  window.thTell = tell
  if (window.thEarly) tell(window.thEarly)
  delete window.thEarly
  return () => { if (window.thTell === tell) delete window.thTell }
}
"""


def listen() -> None:
    """Hear from now on what is clicked; it shows nothing itself."""
    with st.container(key=KEY):
        st.html(_EAR, unsafe_allow_javascript=True)
        mouth = st.components.v2.component("th_opener", js=_MOUTH)
        mouth(key="clicked", on_figure_change=lambda: None)


def asked() -> str:
    """The key of the figure that was just clicked; empty when none was."""
    return str(getattr(st.session_state.get("clicked"), "figure", None) or "")

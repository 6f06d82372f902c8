"""How slides behave in a browser: their style and their keys, in the page and in the offline file alike.

Sizes follow the width of the stage (`cqw`): 1.5 of it are 20 pixels on a projector of 1366.
"""

CSS = """
.th-show{margin-top:.5rem;max-width:max(640px,calc((100vh - 15rem)*16/9))}
.th-stage{container-type:inline-size;background:var(--paper);color:var(--ink);outline:none;
 border:1px solid var(--line)}
.th-slide{display:none;flex-direction:column;box-sizing:border-box;aspect-ratio:16/9;
 padding:2.6cqw 4cqw 1.4cqw;gap:1cqw;background:var(--paper);overflow:hidden}
.th-slide.on{display:flex}
.th-slide h2{font-size:2.5cqw!important;line-height:1.22!important;font-weight:700;margin:0;
 padding:0!important;color:var(--ink)}
.th-slide h2.long{font-size:2.15cqw!important}
.th-slide p{font-size:1.5cqw;line-height:1.35;margin:0;color:var(--ink)}
.th-slide .chart{flex:1 1 0;min-height:0}.th-slide .chart svg{width:100%;height:100%;display:block}
.th-slide .cards{flex:1 1 0;display:grid;grid-auto-flow:column;grid-auto-columns:1fr;gap:1.4cqw}
.th-slide .cards>div{background:var(--panel);border-top:.4cqw solid var(--accent);padding:1.4cqw 1.6cqw;
 border-radius:.4cqw}
.th-slide .cards h3{font-size:2cqw;color:var(--soft);margin:0;padding:0;font-weight:600}
.th-slide .cards b{display:block;font-size:7.2cqw;line-height:1.25;letter-spacing:-.01em}
.th-slide .cards p{font-size:2cqw;margin-top:.7cqw}
.th-slide .said{display:flex;flex-direction:column;gap:.35cqw}
.th-slide.cover{justify-content:center}
.th-slide.cover h2{font-size:4cqw!important}
.th-slide.cover .said p{font-size:2.1cqw;color:var(--soft)}
.th-slide.cover .in{border-left:.9cqw solid var(--accent);padding:1cqw 0 1cqw 2.4cqw;margin:auto 0}
.th-slide.sources .said{flex:1}.th-slide.sources p{font-size:1.7cqw}
.th-slide footer{display:flex;gap:1cqw;align-items:end;font-size:1cqw;line-height:1.3;color:var(--soft)}
.th-slide footer div{flex:1}.th-slide footer b{display:block;color:var(--warning);font-size:1.15cqw}
.th-slide footer span{font-size:1.2cqw;white-space:nowrap}
.th-bar{display:flex;flex-wrap:wrap;gap:.6rem;align-items:center;padding:.5rem .2rem;color:var(--soft)}
.th-bar button{font:inherit;color:var(--ink);background:var(--panel);border:1px solid var(--line);
 border-radius:.4rem;padding:.35rem .9rem;cursor:pointer;min-height:2.4rem}
.th-bar button:focus-visible,.th-stage:focus-visible{outline:3px solid var(--accent)}
.th-bar .count{font-weight:700;color:var(--ink);min-width:3.4rem;text-align:center}
.th-show:fullscreen{margin:0;max-width:none;background:var(--paper);display:flex;flex-direction:column;justify-content:center}
.th-show:fullscreen .th-stage{width:min(100vw,177.78vh);margin:0 auto;border:0}
.th-show:fullscreen .th-bar{display:none}
@container (max-width:640px){.th-slide{aspect-ratio:auto;padding:16px;gap:10px;min-height:300px}
 .th-slide h2,.th-slide h2.long{font-size:20px!important}.th-slide.cover h2{font-size:26px!important}
 .th-slide p,.th-slide.sources p,.th-slide .cards p,.th-slide.cover .said p{font-size:16px}
 .th-slide .cards{grid-auto-flow:row}.th-slide .cards h3{font-size:16px}
 .th-slide .cards b{font-size:40px}.th-slide .chart{overflow-x:auto;flex:none}
 .th-slide .chart svg{width:760px;height:auto}
 .th-slide footer,.th-slide footer b,.th-slide footer span{font-size:12px}}
@media print{.th-slide{display:flex!important;break-after:page;break-inside:avoid}
 .th-bar{display:none}.th-stage{border:0}}
"""

#: `thStage(root, at)`: shows one slide, listens to keys and buttons; gives back how to stop.
JS = """
function thStage(root, kept) {
  const slides = [...root.querySelectorAll(".th-slide")]
  const count = root.querySelector(".count")
  let at = 0
  const show = (to) => {
    at = Math.max(0, Math.min(slides.length - 1, to))
    slides.forEach((slide, number) => {
      slide.classList.toggle("on", number === at)
      slide.toggleAttribute("aria-hidden", number !== at)
    })
    if (count) count.textContent = `${at + 1}/${slides.length}`
    kept.at = at
  }
  const whole = () => {
    if (document.fullscreenElement) document.exitFullscreen()
    else root.requestFullscreen?.()
  }
  const near = () => {
    if (document.fullscreenElement === root || root.contains(document.activeElement)) return true
    const {top, bottom} = root.getBoundingClientRect()
    return top < innerHeight / 2 && bottom > innerHeight / 2
  }
  const moves = {
    ArrowRight: () => at + 1, PageDown: () => at + 1, " ": () => at + 1,
    ArrowLeft: () => at - 1, PageUp: () => at - 1, Home: () => 0, End: () => slides.length - 1,
  }
  const key = (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !near()) return
    const other = "input,textarea,select,[contenteditable=true],[role=dialog],[role=combobox],[role=listbox]"
    if (event.target.closest?.(other)) return
    if (event.key === " " && event.target.closest?.("button,a,summary")) return
    if (event.key === "f" || event.key === "F") { whole(); event.preventDefault(); return }
    const move = moves[event.key]
    if (!move) return
    show(move())
    event.preventDefault()
  }
  const press = (event) => {
    const button = event.target.closest?.("[data-go]")
    if (button) button.dataset.go === "full" ? whole() : show(at + Number(button.dataset.go))
    else if (event.target.closest?.("[data-figure]") && document.fullscreenElement) document.exitFullscreen()
  }
  document.addEventListener("keydown", key)
  root.addEventListener("click", press)
  show(kept.at ?? 0)
  return () => {
    document.removeEventListener("keydown", key)
    root.removeEventListener("click", press)
  }
}
"""

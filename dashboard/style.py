"""What people wrote, as the browser shows it: comments, decisions, events. Colours are the theme's."""

CSS = """
.th ul.th-events{list-style:none;padding:0;margin:.1rem 0}
.th-said{white-space:pre-line;overflow-wrap:anywhere}
.th-fold{border:1px solid var(--line);border-radius:.5rem;padding:.45rem .9rem;margin:.1rem 0 .3rem}
.th-fold[open]>summary{margin-bottom:.5rem}.th-fold>summary{font-size:.95rem;font-weight:400}
.th-late{color:var(--warning);font-weight:600}
.th-alerts li.gone{border-left-color:var(--line)}.th-alerts li.lasting{border-left-color:var(--pale)}
.th ul.th-remarks{list-style:none;padding:0;margin:.2rem 0 .6rem}
.th .th-remarks li{border-left:4px solid var(--accent);padding:.25rem .7rem;margin:.35rem 0;
 background:var(--panel)}
.th .th-remarks li.answer{margin-left:1.6rem;border-left-color:var(--line)}
.th-remarks small{display:block;color:var(--soft)}
.th-state.poor{background:var(--poor)}.th-state.near_poor{background:var(--near-poor)}
.th-state.above{background:var(--above)}.th-state.unknown{background:repeating-linear-gradient(
 135deg,var(--line) 0 2px,var(--soft) 2px 3px)}
.st-key-opener{position:absolute;height:0;overflow:hidden}
@media (max-width:640px){[class*=st-key-wide_]{overflow-x:auto}
 [class*=st-key-wide_] .stElementContainer{min-width:42rem}}
.th-figure::after{margin-left:.2em;font-size:.62em;font-weight:700;vertical-align:super;
 color:var(--accent)}
.th-origin .th-figure::after{content:none!important}
.th-heat{display:inline-block;min-width:3.2rem;padding:0 .5rem;border-radius:.25rem}
.th-heat.h-none{outline:2px dashed var(--warning);outline-offset:-2px}
.th-heat.h-1{background:color-mix(in srgb,var(--accent) 12%,transparent)}
.th-heat.h-2{background:color-mix(in srgb,var(--accent) 24%,transparent)}
.th-heat.h-3{background:color-mix(in srgb,var(--accent) 36%,transparent)}
.th-heat.h-4{background:color-mix(in srgb,var(--accent) 50%,transparent)}
.th td small.th-wrap{white-space:normal}
.th-go{text-decoration:none;font-weight:700;padding:0 .15em}
.th td:has(.th-go){white-space:nowrap}
.th-dated td:nth-child(4){min-width:15rem}.th-dated td:nth-child(5){min-width:12rem}
.th-homes table{font-size:.92rem}.th-homes td.text{min-width:5.2rem}
.th-homes td:nth-child(2) small,.th-homes td:nth-child(4) small,.th-homes td:nth-child(6) small{
 white-space:normal}
.th-homes td:nth-child(4){min-width:14rem}.th-homes td:first-child{min-width:9rem}
.th-round table{margin-bottom:1rem}.th-round td:last-child{min-width:9rem}
.th-round td:nth-child(2){min-width:8.5rem}.th-round td:nth-child(4){min-width:15rem}
.th-mark{display:none}
[data-testid=stForm]{margin-top:.6rem}
@media print{.th-go,.th-screen,[data-testid=stDownloadButton],[data-testid=stSelectbox],
 [data-testid=stForm]{display:none}
 .th table{font-size:10pt}.th-scroll{overflow:visible}.th tr{break-inside:avoid}
 .th-round td:last-child{min-width:32mm}.th-round td:nth-child(4){min-width:58mm}}
@media print{.th-mark{display:flex;position:fixed;inset:0;z-index:9999;pointer-events:none;
 flex-direction:column;justify-content:space-around;align-items:center;opacity:.16}
 .th-mark p{margin:0;font-size:1.5rem;font-weight:700;color:var(--ink);transform:rotate(-18deg);
 white-space:nowrap}}
"""

/** How the lift view looks, wide, narrow and in print. Sizes follow the place it stands in, not the window. */
export const liftStyle: string = `
* { box-sizing: border-box; }
html { background: var(--paper); -webkit-text-size-adjust: 100%; }
body { margin: 0; color: var(--ink); font: 16px/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif; }
h1, h2, h3, h4 { line-height: 1.25; margin: 0; text-wrap: balance; overflow-wrap: anywhere; }
h2 { font-size: 1.65rem; letter-spacing: -.01em; } h3 { font-size: 1.15rem; } h4 { font-size: 1rem; margin-top: 1.6rem; }
p { margin: .4rem 0; overflow-wrap: anywhere; }
a { color: var(--link); } a, button, summary, select, input { border-radius: 4px; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
h2:focus { outline: none; }
small { font-size: .8rem; font-weight: 400; color: var(--quiet); }
code { font: .85em/1.5 ui-monospace, 'Cascadia Mono', Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.lift { container-type: inline-size; display: grid; gap: 1.25rem; }
.experiment { display: grid; gap: 1.25rem; min-width: 0; }
.experiment + .experiment { margin-top: 1.5rem; padding-top: 2rem; border-top: 1px solid var(--line); }
.card { min-width: 0; padding: 1.25rem 1.5rem; background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
.source h2 { font-size: 1.15rem; }
.eyebrow { margin: 0; color: var(--quiet); font-size: .8rem; font-weight: 600; letter-spacing: .06em; text-transform: uppercase; }
.control { color: var(--quiet); }
.contents ul { display: flex; flex-wrap: wrap; gap: .35rem 1rem; margin: 0; padding: 0; list-style: none; }

.banner { padding: 1rem 1.5rem; background: var(--bad-tint); color: var(--bad); border: 2px solid var(--bad); border-radius: 12px; }
.banner strong { font-size: 1.2rem; } .banner p { color: var(--ink); margin: .2rem 0 0; }
.checks { display: grid; gap: .7rem; margin: .9rem 0 0; padding: 0; list-style: none; }
.check { display: grid; grid-template-columns: 1.6rem minmax(0, 1fr); gap: .65rem; }
.check .sign { width: 1.6rem; height: 1.6rem; border-radius: 50%; display: grid; place-items: center; font-size: .85rem; font-weight: 700; }
.check .found { overflow-wrap: anywhere; }
.good .sign { background: var(--good-tint); color: var(--good); }
.doubtful .sign { background: var(--doubtful-tint); color: var(--doubtful); } .doubtful strong { color: var(--doubtful); }
.bad .sign { background: var(--bad-tint); color: var(--bad); } .bad strong { color: var(--bad); }
.places { margin: .4rem 0 0; padding-left: 1.1rem; color: var(--quiet); }
.progress { margin: .6rem 0 0 2.25rem; } .progress svg { display: block; }
.progress .track { fill: var(--line); } .progress .done { fill: var(--dye-1); }

.decision { border-left: 6px solid var(--rule); }
.decision .verdict { font-size: 1.5rem; font-weight: 700; } .decision .why { font-size: 1.05rem; } .good .verdict { color: var(--good); } .doubtful .verdict { color: var(--doubtful); } .bad .verdict { color: var(--bad); }
.decision.good { border-left-color: var(--good); }
.decision.doubtful { border-left-color: var(--doubtful); } .decision.bad { border-left-color: var(--bad); }
.metric h3 { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem .75rem; }
.finding { max-width: 60rem; } .finding.up, .finding.down { font-weight: 600; }
.pair { color: var(--quiet); font-weight: 600; }
.distrusted .metric .drawing { opacity: .45; }
.distrust { color: var(--bad); font-weight: 600; }

figure { margin: .9rem 0 .3rem; }
.plot { display: block; width: 100%; height: auto; font: 13.5px system-ui, 'Noto Sans', 'Noto Sans CJK SC', sans-serif; overflow: visible; }
.plot text { white-space: pre; }
.narrow { display: none; } .narrow text { paint-order: stroke; stroke: var(--card); stroke-width: 4px; stroke-linejoin: round; }
.grid { stroke: var(--line); stroke-opacity: 1; } .zero { stroke: var(--rule); stroke-width: 1.5; }
.axis { color: var(--quiet); } .plot text { font-variant-numeric: tabular-nums; }
.plot .axis text { font-size: 12px; fill: var(--quiet); }
.plot .interval { stroke-width: 3; } .plot .behind { stroke-width: 1.25; opacity: .75; stroke-dasharray: 4 3; }
.plot .whisker { stroke-width: 1.5; } .plot .slot { fill: var(--quiet); font-size: 12px; }
.plot .name { font-weight: 600; fill: var(--ink); } .plot .number { fill: var(--ink); }
.dye { display: inline-block; width: .75em; height: .75em; margin-right: .5em; border-radius: 3px; }
${[0, 1, 2, 3, 4, 5].map((dye) => `.dye-${dye} { background: var(--dye-${dye}); }`).join(' ')}
.legend { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; }

table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .93rem; }
th, td { padding: .45rem .6rem; text-align: right; vertical-align: baseline; border-bottom: 1px solid var(--line); font-weight: 400; }
th:first-child { text-align: left; padding-left: 0; overflow-wrap: anywhere; min-width: 7rem; } td:last-child, th:last-child { padding-right: 0; }
thead th { color: var(--quiet); font-size: .8rem; vertical-align: bottom; }
tbody th { font-weight: 600; } tbody tr:last-child > * { border-bottom: 0; }
tr.strong td { font-weight: 650; } 
td { white-space: nowrap; } td.none { color: var(--quiet); } .small { max-width: 40rem; }
.notes { margin: .7rem 0 0; padding: 0; list-style: none; color: var(--quiet); font-size: .88rem; } .notes li { margin: .2rem 0; }
.method { color: var(--quiet); font-size: .88rem; } .method h3 { font-size: .95rem; color: var(--ink); }
.nothing { padding: 2rem 0; font-size: 1.1rem; }

@container (max-width: 700px) {
  .card { padding: 1rem 1.05rem; }
  .wide { display: none; } .narrow { display: block; }
  table, thead, tbody, tr, th, td { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tbody tr { padding: .6rem 0; border-bottom: 1px solid var(--line); } tbody tr:last-child { border-bottom: 0; }

  th:first-child, td, td:last-child { padding: .1rem 0; border: 0; min-width: 0; }
  td.none { display: none; }
  td { display: flex; justify-content: space-between; gap: 1rem; white-space: normal; text-align: right; }
  td::before { content: attr(data-label); color: var(--quiet); text-align: left; }
}
@media print {
  body { font-size: 11pt; } .card { border-color: #bbb; break-inside: avoid; padding: .8rem 1rem; } .experiment { break-inside: auto; }
  h2, h3, h4 { break-after: avoid; } figure, tr { break-inside: avoid; } .contents { display: none; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
@media (forced-colors: active) { .dye, .plot { forced-color-adjust: none; } }
`

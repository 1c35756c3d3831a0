/** What the workbench has around the lift view. */
export const pageStyle: string = `
body { min-height: 100vh; }
body.dragged .drop { border-color: var(--focus); background: var(--card); }
.bar { position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1.25rem; padding: .7rem 1.5rem; background: var(--card); border-bottom: 1px solid var(--line); }
.bar h1 { font-size: 1.05rem; font-weight: 500; color: var(--quiet); } .mark { font-weight: 700; color: var(--ink); }
#status { flex: 1 1 12rem; margin: 0; color: var(--quiet); font-size: .88rem; overflow-wrap: anywhere; }
.pulse { display: flex; align-items: center; gap: .5rem; margin: 0; font-size: .88rem; font-variant-numeric: tabular-nums; }
.pulse .dot { flex: none; width: .6rem; height: .6rem; border-radius: 50%; background: var(--rule); }
.pulse.live .dot { background: var(--good); animation: beat 2s ease-out infinite; } .pulse.paused .dot { border-radius: 1px; }
.pulse.gone { flex: 1 1 100%; order: 1; padding: .35rem .8rem; color: var(--doubtful); background: var(--doubtful-tint); border-radius: 8px; } .pulse.gone .dot { background: var(--doubtful); } .pulse.gone button { margin-left: auto; }
.pulse span { overflow-wrap: anywhere; } .pulse button { flex: none; padding: .2rem .7rem; min-height: 2rem; font-size: .88rem; }
@keyframes beat { from { box-shadow: 0 0 0 0 var(--good); } 60%, to { box-shadow: 0 0 0 .45rem transparent; } }
.actions { display: flex; flex-wrap: wrap; gap: .5rem; }
button, select, input { font: inherit; font-size: .95rem; color: var(--ink); background: var(--card); border: 1px solid var(--rule); border-radius: 8px; padding: .4rem .8rem; min-height: 2.5rem; }
button { cursor: pointer; } button.main { background: var(--link); border-color: var(--link); color: var(--card); font-weight: 600; }
button:hover { filter: brightness(1.08); }
main { max-width: 66rem; margin: 0 auto; padding: 1.25rem 1.25rem 4rem; }
.drop { display: grid; justify-items: center; gap: .9rem; margin: 6vh auto 0; max-width: 44rem; padding: 3.5rem 1.5rem; text-align: center; border: 2px dashed var(--rule); border-radius: 16px; }
.invite { margin: 0; font-size: 1.4rem; font-weight: 600; } .kinds { color: var(--quiet); max-width: 34rem; } .privacy { font-weight: 600; }
.drop p { margin: 0; } progress { width: min(24rem, 100%); height: .8rem; accent-color: var(--dye-1); }
.problem { padding: .9rem 1.2rem; color: var(--bad); background: var(--bad-tint); border: 1px solid var(--bad); border-radius: 10px; text-align: left; overflow-wrap: anywhere; }
.hint { color: var(--quiet); }
.views { display: flex; flex-wrap: wrap; gap: .25rem; margin-bottom: 1rem; border-bottom: 1px solid var(--line); }
.views[hidden] { display: none; }
.views a { padding: .6rem .9rem; color: var(--ink); text-decoration: none; border-bottom: 3px solid transparent; margin-bottom: -1px; border-radius: 6px 6px 0 0; }
.views a:hover { background: var(--card); } .views a[aria-current] { border-bottom-color: var(--link); font-weight: 650; }
.controls { display: flex; flex-wrap: wrap; gap: .75rem 1rem; margin-bottom: 1.25rem; }
.field { display: grid; gap: .2rem; flex: 1 1 9rem; min-width: 0; max-width: 16rem; } .wider { flex: 2 1 16rem; max-width: none; }
.field label { font-size: .82rem; color: var(--quiet); } .field input, .field select { width: 100%; min-width: 0; }
::placeholder { color: var(--quiet); opacity: 1; }
#panel h2 { scroll-margin-top: 7rem; } #panel { transition: opacity .15s; } #panel[aria-busy] { opacity: .55; }
#panel h3 { margin-top: 1.4rem; } #panel .metric > h3, #panel .card > h3:first-child { margin-top: 0; } .lift > .card h2 { font-size: 1.25rem; }
.busy { position: fixed; right: 1rem; bottom: 1rem; z-index: 3; margin: 0; padding: .5rem 1rem; color: var(--ink); background: var(--card); border: 1px solid var(--rule); border-radius: 999px; animation: appear .2s .3s both; } .busy:empty { display: none; }
@keyframes appear { from { opacity: 0; } }
.paths td, .paths th { vertical-align: top; }
.visits { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(26rem, 100%), 1fr)); gap: 1rem; align-items: start; margin: 1rem 0; padding: 0; list-style: none; }
.card > .controls { margin: .8rem 0 0; } details.card > summary { font-weight: 650; cursor: pointer; }
.visits > li { min-width: 0; padding: .8rem 1rem .9rem; background: var(--paper); border: 1px solid var(--line); border-radius: 10px; }
.visits h3 { display: flex; align-items: baseline; gap: .75rem; margin: 0 !important; font-size: .95rem; } .visits h3 span { font-weight: 400; color: var(--quiet); }
.visit { margin: .6rem 0 0; padding: 0; list-style: none; font-size: .93rem; }
.visit li { position: relative; display: grid; grid-template-columns: 4.6rem minmax(0, 1fr); gap: 0 1.75rem; padding: .18rem 0; }
.visit .after { text-align: right; color: var(--quiet); font-variant-numeric: tabular-nums; }
.visit .what { overflow-wrap: anywhere; } .visit .what small { display: block; overflow-wrap: anywhere; }
.visit li::before { content: ''; position: absolute; left: 5.45rem; top: 0; bottom: 0; border-left: 2px solid var(--line); }
.visit li:first-child::before { top: .9em; } .visit li:last-child::before { bottom: calc(100% - .9em); }
.visit li::after { content: ''; position: absolute; left: calc(5.45rem - 4px); top: .55em; width: 10px; height: 10px; box-sizing: border-box; border: 2px solid var(--rule); border-radius: 50%; background: var(--paper); }
.visit .step::after { border-color: var(--link); background: var(--link); } .visit .step .what { font-weight: 650; } .visit .more::after { display: none; } .visit .more { color: var(--quiet); }
.pages { display: flex; flex-wrap: wrap; align-items: center; gap: .75rem; } .pages p { margin: 0; color: var(--quiet); } button[aria-disabled=true] { opacity: .45; cursor: default; filter: none; }
@media (prefers-reduced-motion: reduce) { #panel h2 { scroll-margin-top: 7rem; } #panel { transition: none; } .pulse.live .dot { animation: none; } }
@media (max-width: 640px) { .bar { position: static; padding: .7rem 1rem; } #status, .pulse, .actions { flex: 1 1 100%; } .pulse button { margin-left: auto; } .actions > * { padding: .4rem .6rem; } main { padding: 1rem .9rem 3rem; } .field { max-width: none; flex-basis: 7.5rem; } .drop { padding: 2rem 1rem; margin-top: 1rem; } }
@media print { .bar, .views, .controls { display: none; } main { max-width: none; padding: 0; } }
`

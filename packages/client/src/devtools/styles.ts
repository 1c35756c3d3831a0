/**
 * How the overlay looks. A constructed sheet, which no Content Security Policy forbids; sizes in em of the visitor's own
 * letters, since the page's sheet does not reach in here. The panel's size is fixed, so that nothing in it moves.
 */
export function styles(): CSSStyleSheet {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`
:host {
  all: initial !important;
  position: fixed !important;
  inset: auto auto 1em !important;
  inset-inline: auto 1em !important;
  z-index: 2147483647 !important;
  pointer-events: none !important;
  --ink: #201a2b; --soft: #635c70; --line: #ddd8e6; --paper: #fff; --wash: #f5f2fa; --strong: #5a2ca8; --bad: #b3123a;
}
@media (prefers-color-scheme: dark) {
  :host { --ink: #efeaf6; --soft: #b3aac2; --line: #453c55; --paper: #1d1826; --wash: #2a2336; --strong: #c4a5ff; --bad: #ff93a8; }
}
@media print { :host { display: none !important; } }
* { box-sizing: border-box; margin: 0; padding: 0; font: inherit; }
[hidden] { display: none !important; }
aside { display: flex; flex-direction: column-reverse; align-items: end; gap: .5em; font: .8125em/1.45 system-ui, sans-serif; color: var(--ink); }
.toggle, .panel { pointer-events: auto; border: 1px solid var(--line); background: var(--paper); box-shadow: 0 .2em 1.2em #0004; }
.toggle { inline-size: 44px; block-size: 44px; border-radius: 50%; cursor: pointer; color: var(--strong); position: relative; }
.toggle svg { inline-size: 24px; block-size: 24px; display: block; margin: auto; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; }
.toggle[data-problems]::after { content: ''; position: absolute; inset: 0 0 auto auto; inline-size: 12px; block-size: 12px; border-radius: 50%; background: var(--bad); border: 2px solid var(--paper); }
.panel { display: flex; flex-direction: column; inline-size: min(30em, 100vw - 2.5em); block-size: min(44em, 100svh - 8em); border-radius: .8em; overflow: hidden; }
.body { flex: 1; min-block-size: 0; overflow: auto; overscroll-behavior: contain; padding: 0 1em; }
section { padding-block: .9em; border-block-start: 1px solid var(--line); }
.body section:first-child { border: 0; }
h2 { font-weight: 700; font-size: 1.08em; margin-block-end: .4em; }
h3 { font-weight: 600; margin-block-start: .7em; overflow-wrap: anywhere; }
ul, ol { list-style: none; }
p, li { overflow-wrap: anywhere; }
.soft, dt, time { color: var(--soft); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1em .9em; }
dd { overflow-wrap: anywhere; }
.choices, .slots, .actions { display: flex; flex-wrap: wrap; gap: .4em; margin-block-start: .4em; }
a, .actions button { min-block-size: 2em; display: inline-flex; align-items: center; justify-content: center; padding: .15em .8em; border: 1px solid var(--line); border-radius: 1em; background: var(--wash); color: var(--ink); text-decoration: none; cursor: pointer; }
a[aria-current] { background: var(--strong); border-color: var(--strong); color: var(--paper); font-weight: 600; }
a:hover, button:hover { border-color: var(--strong); }
:focus-visible { outline: 2px solid var(--strong); outline-offset: 2px; }
.body:focus-visible, .problems:focus-visible { outline-offset: -2px; }
.slots li { padding-inline: .5em; border-radius: .3em; background: var(--wash); }
.slots span { color: var(--soft); margin-inline-end: .5em; }
.events li { display: grid; grid-template-columns: 5em 5em 1fr; gap: .3em .6em; padding-block: .25em; border-block-end: 1px solid var(--line); }
.events time { font-variant-numeric: tabular-nums; }
.events b { font-weight: 600; }
/* No box of its own, which would move when it grows. */
.live { display: contents; }
.problems { max-block-size: 10em; overflow: auto; padding-inline: 1em; color: var(--bad); }
.actions { margin: 0; padding: .7em 1em; border-block-start: 1px solid var(--line); display: grid; grid-template-columns: auto auto 1fr; white-space: nowrap; }
@media (pointer: coarse) { a, .actions button { min-block-size: 44px; } }
`)
  return sheet
}

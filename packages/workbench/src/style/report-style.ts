/** What a report has around the lift view. */
export const reportStyle: string = `
.page, main { max-width: 62rem; margin: 0 auto; padding: 0 1.25rem; }
.page { padding-top: 2rem; padding-bottom: 1rem; } main { padding-bottom: 4rem; }
.page h1 { font-size: 1.05rem; font-weight: 500; color: var(--quiet); }
.mark { margin: 0; font-weight: 700; letter-spacing: .02em; color: var(--ink); }
@media print { .page, main { max-width: none; padding: 0; } .page { padding-bottom: .8rem; } }
`

/**
 * The colours of the view, for light and for dark. Variants are told apart by six dyes that differ in lightness as well as in
 * hue, so that they stay apart for readers who do not see red and green as most do, and in print.
 *
 * @see Wong (2011), Points of view: color blindness, Nature Methods 8, 441 (the hues)
 */
const light = `
  --paper: #f6f5f1; --card: #fff; --ink: #1b2230; --quiet: #535e6c; --line: #d8dce2; --rule: #8a94a1;
  --good: #0a6647; --good-tint: #e8f4ee; --doubtful: #7d4b00; --doubtful-tint: #fdf3df; --bad: #a1162a; --bad-tint: #fdecee;
  --link: #0b5a99; --focus: #0b62a8; --mark: #ffe08a;
  --dye-0: #7b8695; --dye-1: #0b62a8; --dye-2: #d2691e; --dye-3: #0f8a68; --dye-4: #a0579b; --dye-5: #8a7500;`

const dark = `
  --paper: #11151b; --card: #1a2029; --ink: #e9ecf0; --quiet: #a7b1be; --line: #343d4a; --rule: #6f7a88;
  --good: #6ad3aa; --good-tint: #16302a; --doubtful: #f2bb69; --doubtful-tint: #352a17; --bad: #ff9a9a; --bad-tint: #3b1c22;
  --link: #7cc0f7; --focus: #7cc0f7; --mark: #6a5512;
  --dye-0: #8f9aa8; --dye-1: #5fb2f2; --dye-2: #f59d56; --dye-3: #4fcfa6; --dye-4: #d59bd0; --dye-5: #d9c94f;`

export const colours: string = `
:root { color-scheme: light dark; ${light} }
@media (prefers-color-scheme: dark) { :root { ${dark} } }
@media print { :root { color-scheme: light; ${light} --paper: #fff; } }
`

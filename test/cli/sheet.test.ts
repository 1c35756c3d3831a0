/** Reports as tables, for spreadsheets and pages. */
import { describe, expect, test } from 'vitest'
import { liftSheets } from '../../packages/cli/src/view/lift-sheets.js'
import { csvOf, markdownOf, notesSheet, type Sheet } from '../../packages/cli/src/view/sheet.js'
import { comparison, experiment, ok, proportionOf, reportOf } from './reports.js'

const sheet: Sheet = {
  about: { experiment: 'home, tabs', metric: 'a' },
  notes: ['One sentence.'],
  columns: [
    { name: 'variant', is: 'text' },
    { name: 'units', is: 'count' },
    { name: 'value', is: 'share' },
    { name: 'difference', is: 'points' },
    { name: 'lift', is: 'lift' },
    { name: 'p', is: 'p' },
    { name: 'worth', is: 'number' },
  ],
  rows: [
    ['control', 1200, 0.361234],
    ['say "hi"', 1000, 0.4, 0.0388, 0.107, 0.00031, 1234.5678],
  ],
}

describe('a report as CSV', () => {
  test('is one table with every digit, its texts quoted where they must be, every row as long as the head', () => {
    expect(
      csvOf([notesSheet({ experiment: 'x' }, ['y']), sheet, { ...sheet, about: { experiment: 'b', metric: 'c' } }]),
    ).toBe(`experiment,metric,variant,units,value,difference,lift,p,worth
"home, tabs",a,control,1200,0.361234,,,,
"home, tabs",a,"say ""hi""",1000,0.4,0.0388,0.107,0.00031,1234.5678
b,c,control,1200,0.361234,,,,
b,c,"say ""hi""",1000,0.4,0.0388,0.107,0.00031,1234.5678
`)
  })

  test('of nothing is nothing', () => {
    expect(csvOf([notesSheet({ experiment: 'x' }, [])])).toBe('')
  })
})

describe('a report as Markdown', () => {
  test('has a heading, its sentences and a table, with as many digits as a reader wants', () => {
    expect(markdownOf([sheet])).toBe(`## home, tabs, a

- One sentence.

| variant | units | value | difference | lift | p | worth |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
| control | 1,200 | 36.1 % |  |  |  |  |
| say "hi" | 1,000 | 40.0 % | +3.88 pp | +10.7 % | 0.00031 | 1,235 |
`)
  })

  test('shows a name as it is, whatever signs are in it', () => {
    expect(markdownOf([notesSheet({ experiment: 'a|b <i> *c*\u001b' }, [])])).toBe(
      '## a\\|b \\<i\\> \\*c\\*\\\\u001b\n',
    )
  })
})

test('a lift report has what to do, then a row for each variant and segment', () => {
  const segment = {
    ...{ segment: 'en', variants: { control: { n: 5, value: 0.2 }, bestFirst: { n: 6, value: 0.3 } } },
    ...{ difference: ok(0.1, 0, 0.2), lift: ok(0.5, 0, 1), shrunken: ok(0.1, 0, 0.2) },
    ...{ pValue: 0.04, logPValue: -3, adjustedPValue: 0.08, warnings: [] },
  }
  const report = reportOf([
    experiment('tabs', {
      decision: {
        ...{ status: 'ok', verdict: 'ship', variant: 'bestFirst', sentence: 'Ship "bestFirst", for it is better.' },
        ...{
          reasons: ['It is better.', 'More.', 'The crossover was not checked.'],
          units: 4,
          completeUnits: 4,
          variants: {},
        },
      },
      metrics: { entered: proportionOf(comparison('bestFirst', { segments: [segment] })) },
    }),
  ])
  const sheets = liftSheets(report)
  expect(sheets[0]?.notes.slice(0, 3)).toEqual([
    'Ship "bestFirst", for it is better.',
    'More.',
    'Sample ratio: p = 0.93.',
  ])
  expect(
    csvOf(sheets)
      .split('\n')
      .map((line) => line.split(',').slice(0, 7)),
  ).toEqual([
    ['experiment', 'metric', 'kind', 'variant', 'segment', 'units', 'value'],
    ['tabs', 'entered', 'proportion', 'control', '', '998', '0.3106'],
    ['tabs', 'entered', 'proportion', 'bestFirst', '', '1002', '0.5108'],
    ['tabs', 'entered', 'proportion', 'bestFirst', 'en', '6', '0.3'],
    [''],
  ])
})

test('no name in a CSV becomes a formula of a spreadsheet, and numbers stay numbers', () => {
  const rows = [
    ['=HYPERLINK("http://a.example")', 1],
    ['@b', -0.5],
  ]
  const columns = [{ name: 'variant', is: 'text' } as const, { name: 'value', is: 'signed' } as const]
  expect(csvOf([{ about: {}, notes: [], columns, rows }])).toBe(
    `variant,value\n"'=HYPERLINK(""http://a.example"")",1\n'@b,-0.5\n`,
  )
})

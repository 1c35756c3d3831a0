import { reportMarkdown } from '@heddle/workbench'
import { describe, expect, test } from 'vitest'
import { comparison, experiment, logOf, proportionOf, reportOf, sampleRatio } from '../cli/reports.js'

describe('Markdown', () => {
  test('has the checks, a sentence and a table for each metric', () => {
    expect(reportMarkdown(reportOf([experiment('home-tabs')]))).toBe(`# Lift report

## home-tabs

Compared with control, the variant of that name.

- ✓ **Sample ratio** Each variant got its share of units. control: 998 (49.9 %), bestFirst: 1,002 (50.1 %); p = 0.93.

### entered (share of units)

bestFirst raises entered: +65.0 % [+47.0, +85.0].

| Variant | Units | Value | Difference | Lift | 95 % interval | p | adj. p |
|---|---:|---:|---:|---:|---:|---:|---:|
| control | 998 | 31.1 % | – | – | – | – | – |
| bestFirst | 1,002 | 51.1 % | +20.0 pp | +65.0 % | [+47.0, +85.0] | 3e-19 | 3e-19 |

Method: score.
`)
  })

  test('says first that a broken experiment is not to be trusted', () => {
    const checks = { sampleRatio: sampleRatio({ control: 998, bestFirst: 800 }, 1e-6) }
    const text = reportMarkdown(reportOf([experiment('home-tabs', {}, checks)]))
    expect(text.indexOf('**Do not trust the numbers below.**')).toBeLessThan(text.indexOf('| Variant |'))
    expect(text).toContain('| bestFirst | 800 | 44.5 % | 899 | 50.0 % |')
  })

  test('lets no name begin a table, a link, a heading or an element', () => {
    const name = '[x](http://a.example) | <b>\n# *y*'
    const metrics = { [name]: proportionOf(comparison('bestFirst')) }
    const text = reportMarkdown(reportOf([experiment(name, { metrics })]))
    expect(text).toContain('## \\[x\\](http://a.example) \\| \\<b\\>\\\\u000a\\# \\*y\\*')
    expect(text).not.toMatch(/^# \*y/m)
  })

  test('surveys experiments that are many, in Chinese too', () => {
    const many = reportOf(Array.from({ length: 11 }, (_, place) => experiment(`test ${place}`)))
    expect(reportMarkdown(many)).toContain('## 11 experiments, 22 variants, 11 comparisons')
    expect(reportMarkdown(many, { lang: 'zh' })).toContain('## 11 个实验，22 个变体，11 个比较')
  })

  test('says what the log was like', () => {
    const broken = { count: 1, first: [{ file: 'a_b.ndjson', line: 3, reason: 'the line is not JSON' }] }
    expect(reportMarkdown(reportOf([], { log: logOf({ broken }) }))).toContain(
      '  - a\\_b.ndjson:3: the line is not JSON',
    )
  })
})

/** Whatever the statistics and the analysis say in a report can be said in every language. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { decide, type Interval } from '@heddle/stats'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { chineseSentences } from '../../packages/workbench/src/texts/sentences/chinese.js'
import { codeOf, sayIn } from '../../packages/workbench/src/texts/sentences/recognise.js'
import { sentences, words } from '../../packages/workbench/src/texts/sentences/sentences.js'

const root = fileURLToPath(new URL('../../packages/', import.meta.url))

/** What no report of a log or a table calls: their sentences reach nobody who reads one. */
const elsewhere = [
  /stats\/src\/(bayes|calibrate|planning|moments)\//,
  /stats\/src\/(survival|log-rank|restricted-mean|interaction|post-stratify|mann-whitney|superiority|crossover)\.ts/,
  /stats\/src\/rate-totals\.ts/,
  /stats\/src\/layout\/(swap-effect|interleaving|allocation)\.ts/,
  /analysis\/src\/(power|sql|duckdb|clickhouse|node)\//,
  /analysis\/src\/power-report\.ts/,
  // Put together of parts; the test below has all that can come of them.
  /stats\/src\/decide\.ts/,
  /analysis\/src\/mapping\/warnings\.ts/,
]

/** Ends of errors that are put together, and beginnings of sentences whose ends are known. */
const part =
  /^(It has|Its (goals|items) are|It holds|The attributes are|None has|No click names|No look is planned|7, so the log)/

/** Every text of a file that is a sentence and no error: thrown ones never become part of a report. */
function sentencesIn(path: string): string[] {
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isThrowStatement(node) || ts.isNewExpression(node) || ts.isImportDeclaration(node)) return
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) found.push(node.text)
    else if (ts.isTemplateExpression(node)) {
      found.push(node.head.text + node.templateSpans.map(({ literal }) => `7${literal.text}`).join(''))
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found.filter((text) => /^["A-Z7].* .*\w.*\.$/s.test(text) && !part.test(text))
}

test('knows every sentence that the statistics and the analysis can put into a report', () => {
  const files = ['stats/src', 'analysis/src']
    .flatMap((folder) => readdirSync(root + folder, { recursive: true }).map((file) => `${folder}/${file}`))
    .filter((path) => path.endsWith('.ts') && !elsewhere.some((pattern) => pattern.test(path)))
  const found = files.flatMap((path) => sentencesIn(root + path).map((sentence) => ({ path, sentence })))
  expect(found.length).toBeGreaterThan(60)
  expect(found.filter(({ sentence }) => codeOf(sentence) === undefined)).toEqual([])
})

const intervals: readonly Interval[] = [
  { status: 'ok', estimate: 0.1, low: 0.05, high: 0.15 },
  { status: 'ok', estimate: -0.1, low: -0.15, high: -0.05 },
  { status: 'ok', estimate: 0, low: -0.1, high: 0.1 },
  {
    status: 'unbounded',
    shape: 'above',
    low: 0.2,
    reason: 'The control has no success, so the lift has no upper end.',
  },
  { status: 'unbounded', shape: 'below', high: -0.2, reason: 'The control may be zero.' },
  { status: 'unbounded', shape: 'outside', low: 0.3, high: -0.3, reason: 'The control may be zero.' },
  { status: 'unbounded', shape: 'everything', reason: 'The control may be zero.' },
  { status: 'undefined', reason: 'The control has no units.' },
]

const lookNames = { 'always-valid': 'always valid', fixed: 'fixed horizon', 'group-sequential': 'group sequential' }

/** Every way in which a decision can come out. */
function decisions(): string[] {
  const cases = product({
    look: ['always-valid', 'fixed', 'group-sequential'] as const,
    difference: intervals,
    verdict: ['non-inferior', 'inferior', 'undecided'] as const,
    undecided: ['wait', 'ship', 'keep-control'] as const,
    seen: [{ units: 50 }, { units: 100, completeUnits: 90 }, { units: 200 }],
    checks: [{}, { sampleRatio: 0.00001 }, { loss: 0.00001 }, { crossover: 0.5 }],
    decides: [true, false],
  })
  const reasons = cases.flatMap(({ look, difference, verdict, undecided, seen, checks, decides }) => {
    const guardrails = [{ metric: 'load', good: 'down', margin: { relative: 0.1 } }] as const
    const primary = { metric: 'best', good: 'up' } as const
    const lift = { status: 'undefined', reason: 'The control has no units.' } as const
    const { reasons } = decide(
      { primary, guardrails, undecided, alpha: 0.05, look, plannedUnits: 100 },
      {
        primary: { difference, lift, look: { name: lookNames[look], decides }, method: '', warnings: [] },
        guardrails: { load: { verdict, power: 0.4 } },
        ...{ checks, ...seen },
      },
    )
    return reasons
  })
  return [...new Set(reasons)]
}

/** Every choice of one value for each name. */
function product<Lists extends Record<string, readonly unknown[]>>(
  lists: Lists,
): { readonly [name in keyof Lists]: Lists[name][number] }[] {
  const none: Record<string, unknown>[] = [{}]
  const all = Object.entries(lists).reduce(
    (some, [name, values]) => some.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))),
    none,
  )
  // What is built name by name has in the end every name, which the type of an accumulator cannot say.
  return all as { readonly [name in keyof Lists]: Lists[name][number] }[]
}

test('says every reason of a decision, with its names and numbers', () => {
  const all = decisions()
  expect(all.length).toBeGreaterThan(30)
  expect(all.filter((reason) => sayIn(chineseSentences, reason) === undefined)).toEqual([])
  for (const reason of all) {
    const said = sayIn(chineseSentences, reason) ?? ''
    const numbers = (text: string) => (text.match(/-?\d+(\.\d+)?/g) ?? []).sort()
    expect(numbers(said)).toEqual(numbers(reason))
    for (const [quoted] of reason.matchAll(/(?<=")\w+(?=")/g)) expect(said).toContain(quoted)
  }
})

test('says a decision with its reason in it, small there and without its full stop', () => {
  const said = (sentence: string) => sayIn(chineseSentences, sentence)
  expect(
    said(
      'Ship "bestFirst", for "best" got better: its difference lies between 0.157 and 0.241, and no guardrail stands against it.',
    ),
  ).toBe('建议上线“bestFirst”：“best”变好了，差值在 0.157 与 0.241 之间，且没有护栏指标反对。')
  expect(said('Keep running, for the plan looks once, at its end: 20 of 400 planned units are complete.')).toBe(
    '建议继续运行：按计划只在结束时查看一次，目前 400 个计划样本中有 20 个已观察完整。',
  )
  expect(
    said('Keep running, for "a: b" is not decided: the control has no units; 20 of 400 planned units are complete.'),
  ).toBe('建议继续运行：“a: b”尚无定论，对照组没有样本；400 个计划样本中有 20 个已观察完整。')
})

test('says what a mapping looked for in vain, and what is wrong with a line', () => {
  const said = (sentence: string) => sayIn(chineseSentences, sentence)
  expect(
    said(
      'No record is a goal, so no metric counts anything. The mapping takes those where event is "buy". No record has the field "event".',
    ),
  ).toBe('没有一条记录是目标，因此任何指标都不会计数；映射只取 event is "buy" 的记录，而没有一条记录含有字段 "event"。')
  expect(said('No record is an exposure, so there is no experiment to report.')).toBe(
    '没有一条记录是曝光，因此没有实验可报告。',
  )
  expect(said('No record has "user.id", which the mapping names for the visitor.')).toContain('取访客')
  expect(said('seq: expected a whole number from 1, got "x"; the mapping takes it from "n"')).toBe(
    'seq：应为不小于 1 的整数，实际为 "x"；映射从 "n" 取得',
  )
})

test('leaves a sentence that it does not know, or knows in part only, to the reader as it is', () => {
  expect(sayIn(chineseSentences, 'Something else.')).toBeUndefined()
  expect(sayIn(chineseSentences, 'Keep running, for something else.')).toBeUndefined()
})

test('has Chinese for every value of a sentence', () => {
  const english = Object.entries<string>(sentences)
  for (const [code, text] of english) {
    const names = [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
    const values = Object.fromEntries(names.map((name) => [name, `<${name}>`]))
    const say: unknown = Reflect.get(chineseSentences.sentences, code)
    const said = typeof say === 'function' ? String(say(values)) : ''
    expect([code, names.filter((name) => !said.includes(`<${name}>`))]).toEqual([code, []])
  }
  expect(Object.keys(chineseSentences.words).sort()).toEqual(Object.values(words).flat().sort())
})

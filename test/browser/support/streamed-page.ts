/**
 * A page with a tab bar and a button under test, to be streamed with a pause at every place where it hurts: inside the tab
 * bar, inside the button, and after each. It comes without experiments but with the same scripts, with the boot script, or
 * with a deferred script alone, as other libraries do it.
 */
import { bootScript } from '@heddle/cli'
import { decodeExperimentFile } from '@heddle/events'
import { assign, defineExperiment } from 'heddle'
import { clientScript } from './bundle.js'
import { type SlowPage, type Step, startSlowSite } from './slow-site.js'
import { watchFrames } from './watch-frames.js'

export const orders = { control: ['fun', 'best', 'man'], bestFirst: ['best', 'fun', 'man'] } as const
export const labels = { control: 'Ticket', plain: 'Customer service' } as const

const experiments = decodeExperimentFile({
  experiments: [
    { key: 'home-tabs', variants: orders, apply: { selector: '#tabs', change: 'reorder' } },
    { key: 'help-label', variants: labels, apply: { selector: '#help', change: 'relabel' } },
  ],
})

export type Kind = 'none' | 'boot-control' | 'boot-treated' | 'deferred'

/** Visitors who have the same part in both experiments. */
export const visitors = {
  'boot-control': visitorIn('control', 'control'),
  'boot-treated': visitorIn('bestFirst', 'plain'),
}

function visitorIn(order: keyof typeof orders, label: keyof typeof labels): string {
  for (let i = 0; ; i++) {
    const visitor = `visitor-${i}`
    const tabs = assign(defineExperiment('home-tabs', orders), visitor)
    const help = assign(defineExperiment('help-label', labels), visitor)
    if (tabs.variant === order && help.variant === label) return visitor
  }
}

const style = '<style>body{margin:0;font:16px sans-serif}nav{display:flex;gap:8px;height:48px}p{height:200px}</style>'
const before = '<p>What is painted before the tab bar: a picture, a greeting.</p>'
const after = '<p>What follows.</p>'

export interface Pauses {
  readonly beforeTabs: Step
  readonly insideTabs: Step
  readonly afterTabs: Step
  readonly insideButton: Step
  readonly afterButton: Step
}

const body = ({ beforeTabs, insideTabs, afterTabs, insideButton, afterButton }: Pauses): readonly Step[] => [
  before,
  beforeTabs,
  '<nav id="tabs"><button data-item="fun">FUN</button><button data-item="best">BE',
  insideTabs,
  'ST</button><button data-item="man">MAN</button></nav>',
  afterTabs,
  `${after}<button id="help">Tic`,
  insideButton,
  'ket</button>',
  afterButton,
  after,
]

/** The client as a page loads it: it takes over from the boot script where there is one. `events` is what it recorded. */
const startClient = (unit: string, tests: boolean) => `
  const { applyVariant, createClient, defineExperiment, reorder, relabel } = heddle
  var events = []
  var problems = []
  var client = createClient({ transport: async () => ({}), unit: '${unit}', consent: 'granted', onProblem: (problem) => problems.push(problem) })
  const { record } = client
  client.record = (saying) => {
    events.push(saying)
    record(saying)
  }
  if (${tests}) {
    applyVariant(client, defineExperiment('home-tabs', ${JSON.stringify(orders)}), '#tabs', reorder)
    applyVariant(client, defineExperiment('help-label', ${JSON.stringify(labels)}), '#help', relabel)
  }
`

export interface PageOptions {
  readonly pauses: Pauses
  readonly limitMs?: number
  /** Scripts that come before the boot script. */
  readonly sabotage?: string
  readonly headers?: SlowPage['headers']
}

/** @returns the site's address; `/?kind=…` is the page of that kind */
export async function startStreamedSite({
  pauses,
  limitMs,
  sabotage = '',
  headers = {},
}: PageOptions): Promise<string> {
  const { code } = await bootScript(experiments, limitMs === undefined ? {} : { limitMs })
  const client = await clientScript()
  const headOf = (kind: Kind) => {
    const deferred = `<script defer src="/heddle.js"></script><script defer src="/start.js?kind=${kind}"></script>`
    if (kind === 'none' || kind === 'deferred') return deferred
    return `<script data-unit="${visitors[kind]}">${code}</script>${deferred}`
  }
  return startSlowSite(({ pathname, searchParams }) => {
    const kind = searchParams.get('kind') as Kind // Cast: tests ask for nothing else.
    if (pathname === '/heddle.js') return { type: 'text/javascript', steps: [client] }
    if (pathname === '/start.js') {
      const visitor = visitors[kind === 'boot-control' ? kind : 'boot-treated']
      return { type: 'text/javascript', steps: [startClient(visitor, kind !== 'none')] }
    }
    if (pathname !== '/') return undefined
    const head = `<meta charset="utf-8"><title>A page</title><script>${watchFrames}${sabotage}</script>${headOf(kind)}${style}`
    return { headers, steps: [`<!doctype html><html lang="en"><head>${head}</head><body>`, ...body(pauses)] }
  })
}

/**
 * What the compiler must accept of the client, and what it must refuse. Compiled with the tests, never run.
 */
import {
  type Assignment,
  applyVariant,
  assign,
  beacon,
  type Change,
  type Client,
  createClient,
  defineExperiment,
  defineGoal,
  type Goal,
  memoryBuffer,
  type Problem,
  relabel,
  reorder,
  trackClicks,
} from 'heddle'

/** Compiles where both types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const holds = <_True extends true>(): void => {}

declare const client: Client

const tabs = defineExperiment('home-tabs', { control: ['fun', 'best', 'man'], bestFirst: ['best', 'fun', 'man'] })
const label = defineExperiment('help-label', { control: 'Ticket', plain: 'Customer service' })
const mixed = defineExperiment('mixed', { control: 1, text: 'two', none: null })

// The names and the values of the variants become types.
holds<Same<ReturnType<typeof label.assign>['variant'], 'control' | 'plain'>>()
holds<Same<ReturnType<typeof label.assign>['value'], 'Ticket' | 'Customer service'>>()
const { variant, value } = client.expose(label)
holds<Same<typeof variant, 'control' | 'plain'>>()
holds<Same<typeof value, 'Ticket' | 'Customer service'>>()
// @ts-expect-error: a misspelt variant.
client.expose(label).variant === 'trail'
// @ts-expect-error: a misspelt value.
client.assign(label).value === 'Tickets'

// The value narrows with the variant, and the variant with the status.
function narrows(assignment: Assignment<(typeof mixed)['variants']>): void {
  if (assignment.variant === 'text') holds<Same<typeof assignment.value, 'two'>>()
  if (assignment.variant === 'none') holds<Same<typeof assignment.value, null>>()
  if (assignment.status === 'excluded') {
    holds<Same<typeof assignment.variant, 'control'>>()
    holds<Same<typeof assignment.value, 1>>()
    holds<Same<typeof assignment.reason, 'consent' | 'no-unit' | 'audience' | 'traffic' | 'layer' | 'late'>>()
  } else {
    holds<Same<typeof assignment.variant, 'control' | 'text' | 'none'>>()
    // @ts-expect-error: only who is left out has a reason.
    assignment.reason
  }
  switch (assignment.status) {
    case 'assigned':
    case 'forced':
    case 'excluded':
      return
    default:
      holds<Same<typeof assignment, never>>()
  }
}
narrows(assign(mixed, 'unit'))
narrows(mixed.assign('unit', { lang: 'en' }, { sticky: { variant: 'text' } }))

// An experiment has a control, and options that fit its variants.
// @ts-expect-error: no control.
defineExperiment('no-control', { a: 1, b: 2 })
defineExperiment('weights', { control: 1, b: 2 }, { weights: { b: 3 }, traffic: 0.5, revision: 2 })
// @ts-expect-error: a weight for no variant.
defineExperiment('weights', { control: 1, b: 2 }, { weights: { c: 3 } })
// @ts-expect-error: a layer without an end.
defineExperiment('layer', { control: 1, b: 2 }, { layer: { name: 'home', from: 0 } })
defineExperiment('audience', { control: 1, b: 2 }, { audience: { lang: ['en', 'ar'], level: [1] } })
defineExperiment('audience', { control: 1, b: 2 }, { audience: ({ lang }) => lang === 'en' })
// @ts-expect-error: the values of an attribute are a list.
defineExperiment('audience', { control: 1, b: 2 }, { audience: { lang: 'en' } })
// @ts-expect-error: an option that does not exist.
defineExperiment('unknown', { control: 1, b: 2 }, { coverage: 0.5 })

// A change fits the values of its experiment.
applyVariant(client, tabs, '#tabs', reorder)
applyVariant(client, label, '#help', relabel, { ratio: 1, dwellMs: 500 })
// @ts-expect-error: texts are no order.
applyVariant(client, label, '#help', reorder)
// @ts-expect-error: an order is no text.
applyVariant(client, tabs, '#tabs', relabel)
applyVariant(client, label, '#help', (element, text) => {
  holds<Same<typeof text, 'Ticket' | 'Customer service'>>()
  element.textContent = text
})
const widen: Change<number> = (element, columns) => {
  element.setAttribute('data-columns', `${columns}`)
  return () => element.removeAttribute('data-columns')
}
applyVariant(client, defineExperiment('columns', { control: 2, three: 3 }), '#shelf', widen)
// @ts-expect-error: a text is no number.
applyVariant(client, label, '#help', widen)

// A goal keeps its key.
const help = defineGoal('help')
holds<Same<typeof help, Goal<'help'>>>()
trackClicks(client, help, '#help')
client.track(help, 1)
// @ts-expect-error: the key alone is no goal.
client.track('help')
// @ts-expect-error: an event says what it is about.
client.record({ type: 'goal' })
// @ts-expect-error: an event of a type that does not exist.
client.record({ type: 'purchase', goal: 'help' })

// A client needs somewhere to send to, and knows three answers to the question of consent.
createClient({ transport: beacon('/collect'), buffer: memoryBuffer(), consent: 'pending', whilePending: 'control' })
// @ts-expect-error: no transport.
createClient({ consent: 'granted' })
// @ts-expect-error: no such answer.
client.setConsent(true)
// @ts-expect-error: attributes are texts, numbers and booleans.
createClient({ transport: beacon('/collect'), attributes: { plan: { name: 'pro' } } })

// Problems are told apart by their kind.
export function told(problem: Problem): unknown {
  switch (problem.kind) {
    case 'buffer':
      return problem.cause
    case 'rejected':
      return problem.rejected
    case 'change':
      return problem.experiment
  }
}

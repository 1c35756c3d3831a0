export { type CollectorOptions, createCollector } from './collector.js'
export type { CollectorProblem } from './intake.js'
export type { Store } from './store.js'

export { type Acknowledgement, decodeAnswer, type Refusal, type Rejection } from './answer.js'
export {
  type Batch,
  batchVersion,
  type Dropped,
  decodeBatch,
  encodeBatch,
  encodeRow,
  isStreamState,
  type ReadBatch,
  type ReadEvent,
  type Row,
  type StoredRow,
  type StreamState,
} from './batch.js'
export { type DecodedEvent, decodeEvent, isEventType } from './decode-event.js'
export type {
  Applied,
  Click,
  Event,
  EventType,
  Exposure,
  GoalReached,
  LoggedEvent,
  Received,
  Saying,
  Stamp,
  UnknownEvent,
  Vital,
} from './event.js'
export type { Attributes, Audience, Experiment, Goal, Layer, Variants } from './experiment.js'
export {
  type Apply,
  decodeExperimentFile,
  type ExperimentFile,
  type FileExperiment,
  type MetricSpec,
  selectorOf,
} from './experiment-file.js'
export { isObject } from './is-object.js'
export { decodeLogLine, type Ledger, type LogLine } from './log.js'
export { decodePlan, type Plan, type PlannedExperiment, type PlannedMargin, plan } from './plan.js'
export {
  addRange,
  countOf,
  hasRange,
  isStreamRange,
  missingFrom,
  type Range,
  type RangeSet,
  type StreamRange,
} from './range.js'
export { overlapOf, rangesOf, unionOf, without } from './range-set.js'
export { shown } from './shown.js'

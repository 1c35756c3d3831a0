/**
 * A mapping file: how the records of another tool's log become Heddle's events. Data only, so that it can be shared.
 * `schema/mapping.schema.json` says the same; decode-mapping.ts checks it, mapper.ts follows it.
 */

/**
 * Where a value comes from. A text is a path (see `parsePath`); the objects are a constant, the first of several that is
 * there, and several joined to one text (those that are missing are left empty; none at all is nothing).
 */
export type Take =
  | string
  | { readonly text: string }
  | { readonly first: readonly Take[] }
  | { readonly join: readonly Take[] }

/** When something happened. */
export interface TimeTake {
  readonly from: Take
  /** What a number counts since the epoch; `text`, the default, is a date and time as ISO 8601 and databases write them. */
  readonly unit?: 's' | 'ms' | 'us' | 'ns' | 'text'
  /** What a text without a zone is meant in, such as `+08:00`; UTC unless given. */
  readonly zone?: string
}

export type Scalar = string | number | boolean

/** What a field must be: the value or one of them, compared as texts; there or not there; none of them. */
export type Condition =
  | Scalar
  | readonly Scalar[]
  | { readonly exists: boolean }
  | { readonly not: Scalar | readonly Scalar[] }

/** Conditions by path; all of them must hold. */
export type When = { readonly [path: string]: Condition }

interface RuleBase {
  /** Which records it is about; all unless given. */
  readonly when?: When
  /** Path of a list: one event for each element, whose own fields are reached by paths that begin with `@`. */
  readonly each?: string
}

export interface ExposureRule extends RuleBase {
  readonly type: 'exposure'
  readonly experiment: Take
  readonly variant: Take
  /** What was randomised, where that is not the visitor. */
  readonly unit?: Take
  /** The named segments. */
  readonly attributes?: { readonly [name: string]: Take }
}

export interface ClickRule extends RuleBase {
  readonly type: 'click'
  readonly goal: Take
  readonly value?: Take
  readonly item?: Take
  readonly slot?: Take
  readonly slots?: Take
}

export interface GoalRule extends Omit<ClickRule, 'type'> {
  readonly type: 'goal'
  /** What was randomised, where that is not the visitor. */
  readonly unit?: Take
}

export interface VitalRule extends RuleBase {
  readonly type: 'vital'
  /** `LCP`, `INP`, `CLS`, `FCP` or `TTFB`. */
  readonly name: Take
  readonly value: Take
}

/** One record may be several events: it is held against every rule. */
export type EventRule = ExposureRule | GoalRule | ClickRule | VitalRule

export interface Mapping {
  readonly version: 1
  /** Of the tool, for the report. */
  readonly name: string
  /** What names a record and no other: records that agree in it are copies, of which the first counts. */
  readonly id: Take
  readonly time: TimeTake
  /** When the tool received it; decides where the log ends. Else the time itself. */
  readonly received?: TimeTake
  readonly visitor: Take
  /** Else the visitor is one long visit. */
  readonly session?: Take
  /** The page load, where the log knows it: exposures are counted once in each, vitals belong to its experiments. Else the session. */
  readonly document?: Take
  /** Its path is taken, never its query. */
  readonly page?: Take
  /** The columns of a CSV or TSV file without a line of names. */
  readonly columns?: readonly string[]
  readonly events: readonly EventRule[]
}

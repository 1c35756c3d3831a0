/**
 * How a kind of metric is written: in text and in an experiment file.
 */

export interface Notation<M> {
  /** For error messages: each way to write it. */
  readonly forms: readonly string[]
  /** For error messages: the fields it has in an experiment file. */
  readonly fields: string
  /** From what stands between the brackets; undefined if it is not of this form. */
  readonly fromText: (inside: string) => M | undefined
  /** From an object of an experiment file; undefined if a field is missing or of no use. */
  readonly fromSpec: (spec: Spec) => M | undefined
}

/** The fields of a metric in an experiment file, each checked for its type; undefined where there is none. */
export interface Spec {
  readonly text: (field: string) => string | undefined
  readonly texts: (field: string) => readonly string[] | undefined
  readonly number: (field: string) => number | undefined
  /** Absent is false. */
  readonly flag: (field: string) => boolean
  /** A text such as '7 d', or ms. */
  readonly duration: (field: string) => number | string | undefined
  /** What every kind may have. */
  readonly options: { readonly window?: number | string; readonly complete?: boolean; readonly scale?: number }
}

/**
 * What a view says, before it is a node on a page or a line of Markdown: sentences with a verdict, and tables of texts.
 */

/** How a check came out. */
export type Verdict = 'good' | 'doubtful' | 'bad'

export interface Said {
  readonly verdict: Verdict
  readonly name: string
  readonly text: string
  /** Where a sentence is not enough. */
  readonly table?: TextTable
  /** Further lines, such as the places of broken ones. */
  readonly lines?: readonly string[]
}

export interface TextTable {
  readonly head: readonly string[]
  readonly rows: readonly TextRow[]
}

export interface TextRow {
  /** The first names the row. */
  readonly cells: readonly string[]
  /** Which of the variants it speaks of, in their order; gives the row its colour. */
  readonly variant?: number
  /** Whether it may be concluded from. */
  readonly strong?: boolean
}

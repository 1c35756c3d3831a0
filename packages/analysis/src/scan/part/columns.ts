/**
 * What the columns of the tables of events mean: which hold numbers of texts, and of which. A table gets a column, and this
 * file does not compile before it says what it means.
 */
import type { Column } from '../column.js'
import type { Applications, Exposures, Goals, Unknowns, Vitals } from '../events.js'
import type { Container } from './container.js'
import type { PackedColumn } from './numbers.js'

/** Texts that columns name by numbers. */
export type Named =
  | 'streams'
  | 'ids'
  | 'goals'
  | 'items'
  | 'slots'
  | 'pages'
  | 'variants'
  | 'segments'
  | 'vitalNames'
  | 'types'
  | 'sessions'

/** A number as it is, a text's number, or that plus one, where 0 is none; or who else but its stream's visitor it was. */
export type Meaning = 'number' | Named | { readonly plusOne: Named } | 'other visitor'

type Meanings<Table> = { readonly [Name in Exclude<keyof Table, 'visitor'>]-?: Meaning }

const rows = { stream: 'streams', seq: 'number', content: 'number' } as const
const happened = { ...rows, others: 'other visitor', at: 'number' } as const
const ofUnit = { ...happened, unit: { plusOne: 'ids' }, session: 'sessions', page: 'pages' } as const
const exposures: Meanings<Exposures> = { ...ofUnit, variant: 'variants', segment: 'segments' }
const applications: Meanings<Applications> = { ...rows, variant: 'variants', applied: 'number' }
const goals: Meanings<Goals> = {
  ...{ ...ofUnit, goal: 'goals', value: 'number' },
  ...{ item: { plusOne: 'items' }, slot: { plusOne: 'slots' }, isGoal: 'number' },
}
const vitals: Meanings<Vitals> = { ...happened, name: 'vitalNames', value: 'number' }
const unknowns: Meanings<Unknowns> = { ...rows, type: 'types' }

/** Differs where the tables have other columns: what one version wrote, another may not know. */
export const layoutOfColumns = (): string => JSON.stringify([exposures, applications, goals, vitals, unknowns])

/** A column of a table with its name and what is in it. */
export interface NamedColumn {
  readonly name: string
  readonly meaning: Meaning
  readonly column: Column
}

export const exposureColumns = (table: Exposures): readonly NamedColumn[] => columnsOf(table, exposures)
export const applicationColumns = (table: Applications): readonly NamedColumn[] => columnsOf(table, applications)
export const goalColumns = (table: Goals): readonly NamedColumn[] => columnsOf(table, goals)
export const vitalColumns = (table: Vitals): readonly NamedColumn[] => columnsOf(table, vitals)
export const unknownColumns = (table: Unknowns): readonly NamedColumn[] => columnsOf(table, unknowns)

function columnsOf<Name extends string>(
  table: { readonly [Each in NoInfer<Name>]?: Column },
  meanings: { readonly [Each in Name]: Meaning },
): readonly NamedColumn[] {
  const names = Object.keys(meanings) as Name[]
  return names.flatMap((name) => {
    const column = table[name]
    return column ? [{ name, meaning: meanings[name], column }] : []
  })
}

/** The columns of a part that have a name after the prefix. */
export function columnsIn<Name extends string>(
  part: Pick<Container<unknown>, 'column'>,
  prefix: string,
  names: readonly Name[],
): { readonly [Each in Name]: PackedColumn } {
  const columns = names.map((name) => [name, part.column(`${prefix} ${name}`)] as const)
  return Object.fromEntries(columns) as { readonly [Each in Name]: PackedColumn }
}

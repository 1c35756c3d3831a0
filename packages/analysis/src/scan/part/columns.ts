/**
 * What the columns of the tables of events mean: which hold numbers of a dictionary, and of which. A table gets a column,
 * and this file does not compile before it says what it means.
 */
import type { Column } from '../column.js'
import type { Exposures, Goals, Vitals } from '../events.js'
import type { Container } from './container.js'
import type { Numbers } from './numbers.js'

/** Texts that columns name by numbers. */
export type Texts = 'streams' | 'ids' | 'goals' | 'variants' | 'segments' | 'vitalNames'

/** A number as it is, a text's number, or that plus one, where 0 is none. */
export type Meaning = 'number' | Texts | { readonly plusOne: Texts }

type Meanings<Table> = { readonly [Name in keyof Table]-?: Meaning }

const happened = { visitor: 'ids', stream: 'streams', at: 'number', seq: 'number' } as const
const ofUnit = { ...happened, unit: { plusOne: 'ids' } } as const
const exposures: Meanings<Exposures> = { ...ofUnit, variant: 'variants', segment: 'segments' }
const goals: Meanings<Goals> = { ...ofUnit, goal: 'goals', value: 'number' }
const vitals: Meanings<Vitals> = { ...happened, name: 'vitalNames', value: 'number' }

/** Differs where the tables have other columns: what one version wrote, another may not know. */
export const layoutOfColumns = (): string => JSON.stringify([exposures, goals, vitals])

/** A column of a table with its name and what is in it. */
export interface NamedColumn {
  readonly name: string
  readonly meaning: Meaning
  readonly column: Column
}

export const exposureColumns = (table: Exposures): readonly NamedColumn[] => columnsOf(table, exposures)
export const goalColumns = (table: Goals): readonly NamedColumn[] => columnsOf(table, goals)
export const vitalColumns = (table: Vitals): readonly NamedColumn[] => columnsOf(table, vitals)

function columnsOf<Name extends string>(
  table: { readonly [Each in Name]?: Column },
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
  part: Pick<Container<unknown>, 'numbers'>,
  prefix: string,
  names: readonly Name[],
): { readonly [Each in Name]: Numbers } {
  const columns = names.map((name) => [name, part.numbers(`${prefix} ${name}`)] as const)
  return Object.fromEntries(columns) as { readonly [Each in Name]: Numbers }
}

/** A field of a form: its label, and how something is chosen in it. */
import { printable } from '@heddle/analysis/view'
import type { Make } from '../html/elements.js'

export const field = (make: Make, label: string, id: string, input: HTMLElement): HTMLElement =>
  make('div', { class: 'field' }, make('label', { for: id }, label), input)

export interface Offered {
  readonly id: string
  readonly names: readonly string[]
  readonly value: string | undefined
  /** What it says where nothing is chosen. */
  readonly none: string
  /** What a name is shown as; by default what of it can be printed. */
  readonly shown?: (name: string) => string
}

/** One of some names, or none. */
export function selectElement(
  make: Make,
  { id, names, value, none, shown = printable }: Offered,
  onChosen: (name: string | undefined) => void,
): HTMLElement {
  // Values are places: a name may be empty, or look like another one.
  const element = make(
    'select',
    { id },
    make('option', { value: '' }, none),
    ...names.map((name, place) =>
      make('option', { value: place, selected: name === value ? '' : undefined }, shown(name)),
    ),
  )
  element.addEventListener('change', () => {
    if (!(element instanceof HTMLSelectElement)) return
    onChosen(element.value === '' ? undefined : names[Number(element.value)])
  })
  return element
}

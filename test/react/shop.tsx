/**
 * A small shop with two experiments, each counted how often it renders.
 */

import { useVariant } from '@heddle/react'
import { type Assignment, defineExperiment } from 'heddle'

export const tabs = defineExperiment('home-tabs', {
  control: ['fun', 'best', 'man'],
  bestFirst: ['best', 'fun', 'man'],
})

/** How often each part has rendered. */
export interface Renders {
  shop: number
  tabs: number
  beside: number
}

export const noRenders = (): Renders => ({ shop: 0, tabs: 0, beside: 0 })

export function Shop({ renders = noRenders(), unit }: { renders?: Renders; unit?: string }) {
  renders.shop++
  return (
    <main>
      <Tabs renders={renders} {...(unit && { unit })} />
      <Beside renders={renders} />
    </main>
  )
}

function Tabs({ renders, unit }: { renders: Renders; unit?: string }) {
  renders.tabs++
  const { value } = useVariant(tabs, { unit })
  return (
    <nav>
      {value.map((item) => (
        <button key={item} type="button" data-item={item}>
          {item.toUpperCase()}
        </button>
      ))}
    </nav>
  )
}

function Beside({ renders }: { renders: Renders }) {
  renders.beside++
  return <p>Beside the tabs</p>
}

/** The first unit, of those that are tried in turn, which is given this variant. */
export function unitIn(experiment: { assign(unit: string): { variant: string } }, variant: string): string {
  for (let n = 0; ; n++) if (experiment.assign(`unit-${n}`).variant === variant) return `unit-${n}`
}

/** For the document: what stands in the hook's place. */
export const shown = ({ status, variant }: Assignment): string => `${status} ${variant}`

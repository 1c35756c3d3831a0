/**
 * The tab bar in the order that is tested. It is rendered in that order, so that reading, Tab key and arrows follow the eye.
 * What a tab says of itself goes with the tab, never with its place: the server may have rendered another order.
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/tabs/
 */
import { Exposure, useVariant } from '@heddle/react'
import type { KeyboardEvent } from 'react'
import { tabs } from './experiments.js'
import { type Department, departments } from './products.js'

export interface TabBarProps {
  readonly open: Department
  readonly onOpen: (department: Department) => void
}

export const tabId = (department: Department): string => `tab-${department}`

export function TabBar({ open, onOpen }: TabBarProps) {
  const { value: first } = useVariant(tabs)
  const order = [...first, ...departments.filter((department) => !first.some((named) => named === department))]

  return (
    <Exposure experiment={tabs}>
      <div role="tablist" className="tabs" aria-label="Departments" onKeyDown={moveFocus}>
        {order.map((department) => (
          <button
            key={department}
            type="button"
            role="tab"
            id={tabId(department)}
            data-item={department}
            aria-controls="panel"
            aria-selected={department === open}
            tabIndex={department === open ? 0 : -1}
            onClick={() => onOpen(department)}
          >
            {department.toUpperCase()}
          </button>
        ))}
      </div>
    </Exposure>
  )
}

/** Arrows go round; Enter, Space or a tap opens, so passing over a tab is no click. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')]
  const at = all.indexOf(event.target as HTMLElement) // Cast: only the tabs inside take the focus.
  const next = { ArrowRight: all[(at + 1) % all.length], ArrowLeft: all.at(at - 1), Home: all[0], End: all.at(-1) }[
    event.key
  ]
  if (!next) return
  event.preventDefault()
  next.focus()
}

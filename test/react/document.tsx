/**
 * A page as a test meets it: what a server sent, hydrated by React, or rendered from nothing.
 */
import { act, type ReactNode } from 'react'
import { createRoot, hydrateRoot, type Root } from 'react-dom/client'
import { onTestFinished } from 'vitest'

declare global {
  /** React warns of updates outside of `act` where this is set. */
  var IS_REACT_ACT_ENVIRONMENT: boolean
}

export interface Rendered {
  readonly page: HTMLElement
  readonly render: (tree: ReactNode) => Promise<void>
  /** What React had to mend while it hydrated. */
  readonly mended: readonly unknown[]
}

/** Hydrates what stands in the document, as a page does that a server has rendered. */
export async function hydrate(html: string, tree: ReactNode, boot?: (page: HTMLElement) => void): Promise<Rendered> {
  const mended: unknown[] = []
  return mount((page) => {
    page.innerHTML = html
    boot?.(page)
    return hydrateRoot(page, tree, { onRecoverableError: (error) => mended.push(error) })
  }, mended)
}

/** Hydrates without `act`, which closes the gap that a browser leaves between the first render and the one right after. */
export function hydrateUnhurried(html: string, tree: ReactNode): HTMLElement {
  globalThis.IS_REACT_ACT_ENVIRONMENT = false
  const page = document.body.appendChild(document.createElement('div'))
  page.innerHTML = html
  const root = hydrateRoot(page, tree)
  onTestFinished(() => {
    root.unmount()
    page.remove()
  })
  return page
}

export async function show(tree: ReactNode): Promise<Rendered> {
  return mount((page) => {
    const root = createRoot(page)
    root.render(tree)
    return root
  })
}

async function mount(start: (page: HTMLElement) => Root, mended: readonly unknown[] = []): Promise<Rendered> {
  globalThis.IS_REACT_ACT_ENVIRONMENT = true
  const page = document.body.appendChild(document.createElement('div'))
  const root = await act(async () => start(page))
  onTestFinished(async () => {
    await act(async () => root.unmount())
    page.remove()
  })
  return { page, render: (tree) => act(async () => root.render(tree)), mended }
}

/** The items in the order in which they stand in the document. */
export const itemsIn = (page: Element): readonly (string | null)[] =>
  [...page.querySelectorAll('[data-item]')].map((item) => item.getAttribute('data-item'))

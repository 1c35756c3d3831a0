/**
 * Builds nodes, never markup: names from a log can contain anything, and stay texts.
 * The document is given, so that a report can be built where there is no page.
 */
export type Attributes = { readonly [name: string]: string | number | undefined }
export type Child = Node | string | undefined

/** Makes an element; attributes and children that are undefined are left out. */
export type Make = (tag: string, attributes?: Attributes, ...children: readonly Child[]) => HTMLElement

export function makeIn(document: Document): Make {
  return (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag)
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== undefined) element.setAttribute(name, String(value))
    }
    for (const child of children) if (child !== undefined) element.append(child)
    return element
  }
}

/** What every part of the view is given. */
export interface Scene {
  readonly document: Document
  readonly make: Make
  /** Takes drawings, which cost more than all else, to be made one by one later; without it each is made at once. */
  readonly later?: (draw: () => void) => void
}

export const sceneIn = (document: Document): Scene => ({ document, make: makeIn(document) })

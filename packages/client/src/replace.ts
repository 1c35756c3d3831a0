/**
 * Shows something else in an element's place: markup of the site's own, kept in a `<template>` of the page, so that no
 * text ever becomes HTML.
 */
import type { Change } from './change.js'
import { conceal, holdsFocus } from './conceal.js'
import { copyMark } from './copy-mark.js'
import { found, named } from './named.js'
import { needsSeen } from './needs-seen.js'

/**
 * The Change for what stands in the element's place: the selector of a `<template>`, of which the first element is shown,
 * or null for the element itself. The element stays in the document, hidden; the copy stands after it. It waits until
 * every template that any variant names is there, and while the focus is in the element, and asks for `seen`. In `all` it comes
 * after `move`, which does not take a copy along.
 */
export const replace: Change<string | null> = /* @__PURE__ */ Object.assign(
  (element: Element, selector: string | null) => {
    if (!selector) return
    let copy: Element | undefined
    if (element.nextElementSibling?.getAttribute(copyMark) !== selector) {
      copy = document.importNode(found(contentOf(selector), selector), true)
      copy.setAttribute(copyMark, selector)
      element.after(copy)
    }
    const show = conceal(element)
    return () => {
      copy?.remove()
      show()
    }
  },
  {
    repeats: true,
    check: needsSeen,
    isReady: (element: Element, selectors: readonly (string | null)[]) =>
      !holdsFocus(element) && selectors.every((selector) => !selector || contentOf(selector)),
  },
)

const contentOf = (selector: string) => named<HTMLTemplateElement>(selector)?.content?.firstElementChild

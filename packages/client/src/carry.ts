/**
 * Carries an element to another place, and what the visitor has in it: the focus, the selection, the caret.
 */
import { insertBefore } from './insert-before.js'

/** As `Node.insertBefore`. Where the browser lets go of focus or selection on the way, they are given back. */
export function carry(parent: Element, element: Element, next: Node | null): void {
  const holds = (node: Node | null) => element.contains(node)
  const active = holds(document.activeElement) && (document.activeElement as HTMLInputElement)
  // What is no text field has no caret: all three are undefined or null.
  const caret =
    active && ([active.selectionStart, active.selectionEnd, active.selectionDirection ?? undefined] as const)
  const selection: Partial<Selection> = getSelection() ?? {} // A frame that is not shown may have none.
  const { anchorNode, anchorOffset = 0, focusNode, focusOffset = 0 } = selection
  const hasSelection = anchorNode && focusNode && (holds(anchorNode) || holds(focusNode))
  insertBefore(parent, element, next)
  if (hasSelection) selection.setBaseAndExtent?.(anchorNode, anchorOffset, focusNode, focusOffset)
  if (!active) return
  active.focus({ preventScroll: true })
  if (caret && caret[0] != null) active.setSelectionRange(...caret)
}

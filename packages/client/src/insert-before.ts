/**
 * Puts a node in another place of its document, with its state where the browser can.
 */

/** As `Node.insertBefore`; a frame, an animation, a focus goes on where there is `moveBefore`. */
export function insertBefore(parent: Element, node: Node, next: Node | null): void {
  if ('moveBefore' in parent) parent.moveBefore(node, next)
  else (parent as Element).insertBefore(node, next)
}

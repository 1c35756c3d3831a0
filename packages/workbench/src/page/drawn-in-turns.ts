/** Draws a view in many small tasks, between which the page answers, however many drawings are in it. */
import type { Scene } from '../html/elements.js'

/**
 * @param draw makes the view; its drawings are made afterwards, one a task
 * @param isWanted asked before each: somebody may have gone on to another view
 * @returns the whole view; undefined if it was not wanted to its end
 */
export async function drawnInTurns(
  scene: Scene,
  draw: (scene: Scene) => HTMLElement,
  isWanted: () => boolean,
): Promise<HTMLElement | undefined> {
  if (!isWanted()) return undefined
  const waiting: (() => void)[] = []
  const view = draw({ ...scene, later: (one) => waiting.push(one) })
  for (const one of waiting) {
    await nextTask()
    if (!isWanted()) return undefined
    one()
  }
  return view
}

const nextTask = () => new Promise((resolve) => setTimeout(resolve))

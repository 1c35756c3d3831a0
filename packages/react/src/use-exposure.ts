'use client'
/**
 * Records what became of a variant: that it is on the page, once React has put it there, and that it was seen.
 */
import type { Assignment, Client, Definition, Sight, Undo, UnitOption, Variants } from 'heddle'
import { whenVisible } from 'heddle'
import { useProvided } from './client-provider.js'
import { useMemo } from './react.js'
import { useVariant } from './use-variant.js'

export interface ExposureOptions extends Sight, UnitOption {}

/** What was recorded as applied in this document; two roots may share a client. */
const applied = new WeakMap<Client, Set<Assignment>>()

/**
 * Records `applied` when the element is on the page and the exposure when it is seen, each once per document, unit and
 * experiment. Excluded units and forced variants record nothing, nor does a tree that React never commits or hides again.
 *
 * Put it on an element that every variant has, best on the one that holds the change.
 *
 * @param options `ratio` and `dwellMs` say what counts as seen; `unit` is what is randomised where that is not the visitor
 * @returns for the `ref` of any element; moves along when React makes a new one
 * @throws Error if there is no ClientProvider above; TypeError in the commit, if the ref is given something else than an element
 * @example <nav ref={useExposure(tabs)}>
 */
export function useExposure<V extends Variants>(
  experiment: Definition<V>,
  options: ExposureOptions = {},
): (element: Element | null) => void {
  const { client } = useProvided()
  const { unit, ratio, dwellMs } = options
  const assignment = useVariant(experiment, { unit })
  return useMemo(
    () =>
      follow(experiment.key, (element) => {
        // Until React has rendered the client's answer, there is nothing of it to be seen.
        if (!client || assignment.status !== 'assigned' || assignment !== client.assign(experiment, { unit })) return
        const { variant, revision } = assignment
        const before = applied.get(client) ?? new Set()
        if (!before.has(assignment)) {
          applied.set(client, before.add(assignment))
          client.record({ type: 'applied', experiment: experiment.key, variant, revision, applied: true })
        }
        const stop = whenVisible(element, (by) => client.expose(experiment, { unit, by }), options)
        client.closed.addEventListener('abort', stop)
        return () => {
          client.closed.removeEventListener('abort', stop)
          stop()
        }
      }),
    [client, experiment, assignment, unit, ratio, dwellMs],
  )
}

/**
 * Watches the element that the ref has when a commit is over. In between React takes refs off and puts them back: for
 * StrictMode, and for a ref that is a new function in each render, which would start every dwell anew.
 */
function follow(key: string, watch: (element: Element) => Undo | undefined) {
  let element: Element | null = null
  let watched: Element | null = null
  let stop: Undo | undefined
  const settle = () => {
    if (element === watched) return
    stop?.()
    watched = element
    stop = watched ? watch(watched) : undefined
  }
  return (given: Element | null): void => {
    if (given && given.nodeType !== 1) throw new TypeError(`The exposure of "${key}" needs the ref of a DOM element.`)
    element = given
    queueMicrotask(settle)
  }
}

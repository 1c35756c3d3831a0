'use client'
/**
 * Reads the variant in a render, and sees to it that the server's render, the page's first one and the later ones agree.
 */
import type { Assignment, Definition, UnitOption, Variants } from 'heddle'
import { booted } from 'heddle'
import { type Known, useProvided } from './client-provider.js'
import { useMemo, useSyncExternalStore } from './react.js'

/**
 * The variant and its value, for rendering. Records nothing: see `useExposure`.
 *
 * On a server it is what the provider's `unit` leads to, and control without one. While the page hydrates it is what stands
 * in the document, put there by the server or by the boot script. Right after, and in every later render, it is the
 * client's answer, which stays the same for as long as the document lives: a component renders once more only where the
 * two differ.
 *
 * @param options `unit` is what is randomised where that is not the visitor: an order, an attempt
 * @throws Error if there is no ClientProvider above
 * @example const { value: order } = useVariant(tabs)
 */
export function useVariant<V extends Variants>(experiment: Definition<V>, { unit }: UnitOption = {}): Assignment<V> {
  const provided = useProvided()
  const answer = provided.client?.assign(experiment, { unit })
  const standing = useMemo(() => inDocument(experiment, unit, provided), [experiment, unit, provided])
  // React asks that a snapshot be the same object each time; the client's is.
  const hydrated = answer && isSame(answer, standing) ? answer : standing
  return useSyncExternalStore(
    never,
    () => answer ?? standing,
    () => hydrated,
  )
}

/** What the document holds before React has touched it. */
function inDocument<V extends Variants>(
  experiment: Definition<V>,
  unit: string | undefined,
  { unit: visitor, attributes, choices }: Known,
): Assignment<V> {
  const { key } = experiment
  const boot = !unit && booted()?.met[key]
  // Where the boot script changed nothing (late, failed, the element not there yet), the server's render still stands.
  if (boot && (boot.undo || (!visitor && boot.assignment.variant === 'control'))) {
    return boot.assignment as Assignment<V> // Cast: the boot script was made from the same experiment.
  }
  // A choice of the visitor says nothing about an order or an attempt.
  return experiment.assign(unit ?? visitor, attributes, { sticky: unit ? undefined : choices?.[key] })
}

const facts = ['status', 'variant', 'reason', 'revision'] as const

const isSame = (one: Fact, other: Fact) => facts.every((fact) => one[fact] === other[fact])

type Fact = { readonly [Name in (typeof facts)[number]]?: unknown }

/** An answer never changes while the document lives. */
const never = () => () => {}

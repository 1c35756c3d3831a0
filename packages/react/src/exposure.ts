'use client'
/**
 * The exposure around an element, for those who like it in the tree.
 */
import type { Definition, Variants } from 'heddle'
import { cloneElement, isValidElement, type ReactElement, type Ref, useMemo, version } from './react.js'
import { type ExposureOptions, useExposure } from './use-exposure.js'

export interface ExposureProps<V extends Variants> extends ExposureOptions {
  readonly experiment: Definition<V>
  /** One element: a DOM element, or a component that passes its `ref` on to one. */
  readonly children: ReactElement
}

/**
 * Records when its element is on the page and when it is seen, as `useExposure` does. Adds nothing to the page; the
 * element's own ref keeps working.
 *
 * @throws TypeError if it is not around exactly one element
 * @example <Exposure experiment={tabs}><nav>…</nav></Exposure>
 */
export function Exposure<V extends Variants>({ experiment, children, ...options }: ExposureProps<V>): ReactElement {
  if (!isValidElement<WithRef>(children)) throw new TypeError(`<Exposure> of "${experiment.key}" takes one element.`)
  const ref = useExposure(experiment, options)
  // React 19 made the ref a prop, and warns of the old place.
  const { ref: own } = (Number.parseInt(version, 10) > 18 ? children.props : children) as WithRef
  const both = useMemo(() => (own ? merge(ref, own) : ref), [ref, own])
  return cloneElement(children, { ref: both })
}

interface WithRef {
  readonly ref?: Ref<Element>
}

/** Passes an element to two refs; the second may answer with its own clean-up, as refs may in React 19. */
function merge(ref: (element: Element | null) => void, own: Exclude<Ref<Element>, null>) {
  return (element: Element | null) => {
    ref(element)
    if (typeof own !== 'function') {
      own.current = element
      return
    }
    const cleanUp = own(element)
    if (!cleanUp) return
    return () => {
      ref(null)
      cleanUp()
    }
  }
}

/**
 * A drawing as a figure of the page: once for a wide place and once for a narrow one, of which the style shows one, so that
 * letters keep their size on a phone. Its text alternative is its label and the table beside it.
 */
import type { Scene } from '../html/elements.js'
import { type PlotOptions, plot } from './plot.js'

/** Drawn for a place of this width, in px. */
export interface Canvas {
  readonly width: number
  readonly isNarrow: boolean
}

const canvases: { readonly [name in 'wide' | 'narrow']: Canvas } = {
  wide: { width: 860, isNarrow: false },
  narrow: { width: 340, isNarrow: true },
}

export function figure(
  { document, make, later = (draw) => draw() }: Scene,
  label: string,
  draw: (canvas: Canvas) => PlotOptions,
  caption?: HTMLElement,
): HTMLElement {
  const drawings = Object.entries(canvases).map(([name, canvas]) => {
    const place = make('div', { class: name })
    later(() => {
      const drawing = plot({ document, className: 'plot', ...draw(canvas), width: canvas.width })
      // Its rules are in the sheet of the page: a strict policy allows no others.
      for (const sheet of drawing.querySelectorAll('style')) sheet.remove()
      drawing.setAttribute('aria-hidden', 'true')
      place.append(drawing)
    })
    return place
  })
  return make('figure', {}, make('div', { class: 'drawing', role: 'img', 'aria-label': label }, ...drawings), caption)
}

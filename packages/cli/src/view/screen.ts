/**
 * What a view may know about the place where its text will stand: how wide it is and whether it has colours.
 * The one place that knows colours; every view says what a text means, never how that looks.
 */
import colours from 'picocolors'

export interface Screen {
  /** Columns; a view never writes a longer line unless a single word is longer. */
  readonly width: number
  readonly paint: Paint
}

/** Each returns the text, marked for the terminal or, without colours, as it is. */
export interface Paint {
  readonly strong: Brush
  readonly faint: Brush
  readonly good: Brush
  readonly doubtful: Brush
  readonly bad: Brush
}

export type Brush = (text: string) => string

/** @param coloured whether escape sequences may be written */
export function createScreen(width: number, coloured: boolean): Screen {
  const { bold, dim, green, yellow, red } = colours.createColors(coloured)
  return {
    width,
    paint: { strong: bold, faint: dim, good: green, doubtful: yellow, bad: (text) => bold(red(text)) },
  }
}

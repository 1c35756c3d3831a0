/**
 * Knows that some changes decide whether their element can be seen. Were exposures to wait for it, the variants would
 * count different visitors.
 */

/** The `check` of such a change. @throws TypeError if a value changes something and nothing else is named to be seen */
export function needsSeen(values: readonly unknown[], seen: string | undefined): void {
  if (!seen && values.some(Boolean))
    throw new TypeError(
      'Name in `seen` the selector of an element that is the same in all variants; this may never be seen.',
    )
}

/**
 * Lists of numbers one after the other, as one.
 *
 * @param create a list for so many numbers
 */
export function joined<List extends { readonly length: number }, All extends { set(list: List, at: number): void }>(
  lists: readonly List[],
  create: (length: number) => All,
): All {
  const all = create(lists.reduce((sum, { length }) => sum + length, 0))
  let end = 0
  for (const list of lists) {
    all.set(list, end)
    end += list.length
  }
  return all
}

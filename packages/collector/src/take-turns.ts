/**
 * Lets pieces of work that name a common key run one after the other, in the order in which they came.
 * Work without a common key runs at the same time. Nobody can wait in a circle: each waits only for those before it.
 */

export type TakeTurns = <Result>(keys: Iterable<string>, work: () => Promise<Result>) => Promise<Result>

export function createTurns(): TakeTurns {
  /** Resolves when the last work on the key has ended, well or not. */
  const ends = new Map<string, Promise<void>>()
  return (keys, work) => {
    const mine = new Set(keys)
    const before = [...mine].flatMap((key) => ends.get(key) ?? [])
    const result = before.length === 0 ? work() : Promise.all(before).then(work)
    const end = result.then(
      () => leave(),
      () => leave(),
    )
    const leave = () => {
      for (const key of mine) if (ends.get(key) === end) ends.delete(key)
    }
    for (const key of mine) ends.set(key, end)
    return result
  }
}

/**
 * Waits for what will happen at a time that nobody knows: asks again and again, and gives up with a sentence.
 */
import { setTimeout as pause } from 'node:timers/promises'

const askAgainMs = 100

/**
 * @param patienceMs default 30 s: a busy machine is slow, not wrong
 * @throws (rejects) an Error that says what did not happen
 */
export async function until(holds: () => unknown, what: string, patienceMs = 30_000): Promise<void> {
  const deadline = Date.now() + patienceMs
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Within ${patienceMs / 1000} s it did not happen that ${what}.`)
    await pause(askAgainMs)
  }
}

/**
 * Does something again and again: some time after it was last done, and only while the page can be seen and nobody has paused
 * it. Knows nothing of what it does.
 */
export interface Following {
  isPaused(): boolean
  /** What is under way ends first. */
  pause(): void
  /** At once, and from then on. */
  resume(): void
}

/** @param look one at a time; must not reject */
export function follow(look: () => Promise<void>, everyMs: number): Following {
  let isPaused = true
  let isLooking = false
  let timer: ReturnType<typeof setTimeout> | undefined

  async function round(): Promise<void> {
    clearTimeout(timer)
    if (isPaused || isLooking || document.hidden) return
    isLooking = true
    await look()
    isLooking = false
    if (!isPaused) timer = setTimeout(() => void round(), everyMs)
  }

  document.addEventListener('visibilitychange', () => void round())
  return {
    isPaused: () => isPaused,
    pause: () => {
      isPaused = true
      clearTimeout(timer)
    },
    resume: () => {
      isPaused = false
      void round()
    },
  }
}

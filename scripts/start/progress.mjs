/**
 * Shows how far a long job is: one moving line on a terminal, a line now and then elsewhere.
 */

/**
 * @param {string} what
 * @param {number} total
 */
export function showProgress(what, total) {
  const isTerminal = process.stdout.isTTY
  const step = Math.max(1, Math.ceil(total / 8))
  return {
    /** @param {number} done */
    show(done) {
      const text = `  ${done} of ${total} ${what}`
      if (isTerminal) process.stdout.write(`\r${text}`)
      else if (done % step === 0 || done === total) console.log(text)
    },
    end() {
      if (isTerminal) process.stdout.write('\n')
    },
  }
}

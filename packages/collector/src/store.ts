/**
 * Where the collector keeps its log. Types only: node/file-store.ts is one such place.
 */

/** An append-only log of text lines, each without its line end. */
export interface Store {
  /**
   * Resolves once all the lines are durable: they survive the end of the process and of the machine.
   * Rejects if that is not certain of every one of them; the collector then acknowledges none and may append them again.
   * May be called again before it has resolved.
   */
  append(lines: readonly string[]): Promise<void>
  /** The lines that are stored, oldest first. The collector reads them once, before its first append. */
  read(): AsyncIterable<string>
}

/**
 * What React complains of: it writes mismatches, unstable snapshots and misused refs to the console.
 */
import { format } from 'node:util'
import { expect, onTestFinished, vi } from 'vitest'

/** The test fails if anything is written to the console from here on. */
export function expectNoComplaints(): void {
  const lines: string[] = []
  const keep = (...parts: unknown[]) => {
    lines.push(format(...parts))
  }
  const spies = (['error', 'warn'] as const).map((level) => vi.spyOn(console, level).mockImplementation(keep))
  onTestFinished(() => {
    for (const spy of spies) spy.mockRestore()
    expect(lines).toEqual([])
  })
}

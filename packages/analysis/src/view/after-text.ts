/** How long after something else something happened, as short as it can be read. */

const [secondMs, minuteMs, hourMs, dayMs] = [1000, 60_000, 3_600_000, 86_400_000] as const

/** `+0.4 s` below ten seconds, then `+12 s`, `+3:05`, `+2:07:33`, `+3 d 04:00`. Cut, not rounded. */
export function afterText(ms: number): string {
  const of = (unit: number) => Math.floor(ms / unit)
  const two = (number: number) => String(number).padStart(2, '0')
  if (ms < 10 * secondMs) return `+${(of(100) / 10).toFixed(1)} s`
  if (ms < minuteMs) return `+${of(secondMs)} s`
  const [seconds, minutes] = [two(of(secondMs) % 60), of(minuteMs) % 60]
  if (ms < hourMs) return `+${minutes}:${seconds}`
  if (ms < dayMs) return `+${of(hourMs)}:${two(minutes)}:${seconds}`
  return `+${of(dayMs)} d ${two(of(hourMs) % 24)}:${two(minutes)}`
}

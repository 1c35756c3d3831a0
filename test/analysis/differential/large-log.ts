/**
 * One large log, the same for the same seed: visitors who come back over two weeks, see two experiments, press, buy and go.
 */
import { attribute } from './cases.js'

const hour = 3_600_000
const november2023 = 1_700_000_000_000
const languages = ['en', 'ar', 'de', 'fr']
const goals = ['best', 'help', '__proto__', 'other']

/** @param events how many events, a few less where the last page is cut off */
export function largeLog(events: number, seed: number): readonly string[] {
  const random = randomFrom(seed)
  const below = (count: number) => Math.floor(random() * count)
  const visitors = Math.max(10, Math.round(events / 12))
  const lines: string[] = []
  for (let page = 0; lines.length < events; page++) {
    const number = below(visitors)
    const start = november2023 + below(14 * 24) * hour + below(hour)
    const offset = below(20) === 0 ? below(hour) - hour / 2 : below(1000)
    const shared = {
      ...{ stream: `page ${page}`, visitor: `visitor ${number}`, session: `${below(3)}`, page: '/' },
    }
    let seq = 0
    const say = (after: number, saying: object) => {
      const at = start + after
      seq++
      if (below(200) === 0) return // Lost on the way.
      const line = JSON.stringify({ ...saying, ...shared, seq, at, sentAt: at + 5, receivedAt: at + 5 + offset })
      lines.push(line)
      if (below(100) === 0) lines.push(line)
    }
    for (const experiment of ['tabs', '__proto__'].slice(0, 1 + below(2))) {
      // One in a hundred is dealt anew each time, and may cross over.
      const variant = (number % 100 === 0 ? below(2) : number % 2) === 0 ? 'control' : 'up'
      say(below(2000), { type: 'applied', experiment, variant, applied: below(50) > 0 })
      const attributes = number % 7 === 0 ? {} : { [attribute]: languages[number % languages.length] }
      say(2000 + below(3000), { type: 'exposure', experiment, variant, by: 'sight', attributes })
    }
    say(below(1500), { type: 'vital', name: 'LCP', value: 800 + below(4000) })
    say(below(9000), { type: 'vital', name: 'CLS', value: below(1000) / 4096 })
    for (let more = below(8); more > 0; more--) {
      const goal = goals[below(goals.length)]
      const where = { item: ['tab', 'bar'][below(2)], slot: below(3), slots: 3 }
      if (below(3) > 0) say(below(20 * 60_000), { type: 'click', goal, ...where })
      else say(below(20 * 60_000), { type: 'goal', goal, value: below(10_000) / 64, ...where })
    }
    if (below(6) === 0) say(below(hour), { type: 'goal', goal: 'spent', value: below(600_000) })
  }
  return lines
}

/**
 * Numbers from 0 to 1, 1 not included.
 *
 * @see G. Steele and S. Vigna 2022, Computationally easy, spectrally good multipliers, for the multiplier 0xd9f5
 */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
}

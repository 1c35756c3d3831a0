/**
 * Says an English sentence of the statistics or the analysis in another language: finds which one it is, takes the names and
 * numbers out of it, and puts them into the other. Pure.
 */
import { type SentenceCode, type Spoken, sentences, words } from './sentences.js'

interface Form {
  readonly code: SentenceCode
  readonly pattern: RegExp
  readonly names: readonly string[]
}

/** Values that are sentences themselves. */
const nested: readonly string[] = ['reason', 'why', 'expected', 'hint', 'what']

const forms: readonly Form[] = codesOf(sentences).map((code) => {
  const parts = sentences[code].split(/\{(\w+)\}/)
  const names = parts.filter((_, place) => place % 2 === 1)
  const pattern = parts
    .map((part, place) => (place % 2 === 0 ? literal(part) : part === 'hint' ? '(.*)' : '(.+?)'))
    .join('')
  return { code, pattern: new RegExp(`^${pattern}$`, 's'), names }
})

function codesOf(all: typeof sentences): SentenceCode[] {
  return Object.keys(all).filter((code): code is SentenceCode => Object.hasOwn(all, code))
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** Which sentence it is; undefined for one that is not of the table. */
export function codeOf(sentence: string): SentenceCode | undefined {
  return forms.find(({ pattern }) => pattern.test(sentence))?.code
}

/** The sentence in the other language; undefined where it, or a sentence in it, is not of the table. */
export function sayIn(spoken: Spoken, sentence: string): string | undefined {
  for (const { code, pattern, names } of forms) {
    const found = pattern.exec(sentence)
    if (!found) continue
    const values = names.map((name, place) => [name, valueIn(spoken, name, found[place + 1] ?? '')] as const)
    if (values.every(([, value]) => value !== undefined)) {
      // The names are those of this very sentence, which the type of the table cannot follow through a search.
      const say = spoken.sentences[code] as (values: object) => string
      return say(Object.fromEntries(values))
    }
  }
  return undefined
}

function valueIn(spoken: Spoken, name: string, found: string): string | undefined {
  if (nested.includes(name)) return found === '' ? '' : sayPart(spoken, found)
  if (!Object.hasOwn(words, name)) return found
  const word = Object.values(words)
    .flat()
    .find((one) => one === found)
  return word && spoken.words[word]
}

/** A sentence inside another begins small there and may have lost its full stop; it gets none in the other language. */
function sayPart(spoken: Spoken, part: string): string | undefined {
  const capital = part.charAt(0).toUpperCase() + part.slice(1)
  const said = sayIn(spoken, part) ?? sayIn(spoken, capital) ?? sayIn(spoken, `${capital}.`)
  return said?.replace(/。$/, '')
}

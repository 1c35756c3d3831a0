/**
 * Says who said something and when, of a record of another tool: the part that all of its events have.
 */
import { hash53 } from './hash.js'
import type { Mapping, Take, TimeTake } from './mapping.js'
import type { Scene } from './path.js'
import type { Fields } from './rule.js'
import { asText, createTaken, type Taken } from './take.js'
import { timeFrom } from './time.js'

/** Of one record. */
export interface Stamp {
  /** What names the record. */
  readonly id: unknown
  /** A number for the visitor, the session and the document together. */
  readonly stream: number
  /** When, who, where; fields may be missing or of the wrong kind. */
  readonly fields: Fields
  /** When the tool received it; undefined where the mapping or the record does not say. */
  readonly receivedAt: number | undefined
}

export interface Stamper {
  /** By the field of the event. */
  readonly takes: ReadonlyMap<string, Taken>
  read(scene: Scene): Stamp
}

/** @throws TypeError that repeats a path that cannot be read */
export function createStamper(mapping: Mapping): Stamper {
  const text = (what: string, take: Take) => createTaken(what, take, asText)
  const time = (what: string, take: TimeTake) => createTaken(what, take.from, (value) => timeFrom(value, take))
  const id = text('the id', mapping.id)
  const at = time('the time', mapping.time)
  const visitor = text('the visitor', mapping.visitor)
  const textIf = (what: string, take: Take | undefined) => (take === undefined ? undefined : text(what, take))
  const received = mapping.received && time('the time of receipt', mapping.received)
  const session = textIf('the session', mapping.session)
  const document = textIf('the document', mapping.document)
  const page = textIf('the page', mapping.page)
  const optional = { receivedAt: received, session, document, page }
  const given = Object.entries(optional).filter((entry): entry is [string, Taken] => entry[1] !== undefined)
  return {
    takes: new Map([...Object.entries({ id, at, visitor }), ...given]),
    read: (scene) => {
      const who = visitor.read(scene)
      const visit = session?.read(scene)
      const ms = received?.read(scene)
      return {
        id: id.read(scene),
        stream: hash53([who, visit, document?.read(scene)].map(wordOf).join('\n')),
        fields: { at: at.read(scene), visitor: who, session: visit ?? who, page: pathOf(page?.read(scene)) },
        receivedAt: typeof ms === 'number' && ms >= 0 && ms <= latestMs ? ms : undefined,
      }
    },
  }
}

/** Of what is no text, no event is made. */
const wordOf = (value: unknown): string => (typeof value === 'string' ? value : '')

const longestPage = 2048

/** The last moment that a Date can hold. */
const latestMs = 8.64e15

/** Of an address, the path: what stands in a query may be private, and is no page. */
function pathOf(address: unknown): unknown {
  if (typeof address !== 'string') return address ?? '/'
  const [, path = ''] = /^(?:[a-z][\w+.-]*:)?(?:\/\/[^/?#]*)?([^?#]*)/i.exec(address) ?? []
  if (path.length <= longestPage) return path === '' ? '/' : path
  return [...path].slice(0, longestPage).join('')
}

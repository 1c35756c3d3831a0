/**
 * A service on this machine that is told events and answers as a test wants; and batches to tell it.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { type Handler, serve } from '@heddle/collector/node'
import type { Batch, Event, StoredRow } from '@heddle/events'
import { Ajv, type ValidateFunction } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { Departure, Transport } from 'heddle'
import { onTestFinished } from 'vitest'

export interface Told {
  readonly url: string
  readonly headers: Headers
  readonly text: string
}

/** Answers with `answer`, 200 unless given; keeps what it is told. */
export async function service(
  answer: (told: Told, count: number) => Response | Promise<Response> = () => new Response(),
) {
  const told: Told[] = []
  const handler: Handler = async (request) => {
    const one = { url: request.url, headers: request.headers, text: await request.text() }
    told.push(one)
    return answer(one, told.length)
  }
  const server = await serve(handler)
  onTestFinished(() => server.close())
  return { url: server.url, told, close: server.close }
}

export const now: Departure = { when: 'now', signal: new AbortController().signal }
export const leaving: Departure = { ...now, when: 'leaving' }
export const later: Departure = { ...now, when: 'later' }

/** A row with the given events of one stream, in the order of their numbers. */
export function rowWith(...events: readonly Event[]): StoredRow {
  const { stream = '', seq: from = 0, visitor = '', session = '' } = events[0] ?? {}
  const json = JSON.stringify({ stream, visitor, session, events })
  return { stream, from, to: from + events.length - 1, json }
}

export const sentAt = 1_767_225_700_000

export function batchOf(...rows: readonly StoredRow[]): Batch {
  return { sentAt, streams: [], rows }
}

export const send = (transport: Transport, rows: readonly StoredRow[], how: Departure = now) =>
  transport(batchOf(...rows), how)

const read = (path: string) => JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8'))

const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true })
// As `Date` writes it: a clock that is far off has a year of six digits.
ajv.addFormat('iso-time', /^(?:\d{4}|[+-]\d{6})-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)

/** A schema of a service. */
export function publicSchema(name: string): ValidateFunction {
  return ajv.compile(read(`test/fixtures/destinations/${name}.schema.json`))
}

const igluFolder = 'packages/client/schema/destinations/io.heddle'
export const igluTypes = readdirSync(new URL(`../../../${igluFolder}`, import.meta.url))

/** The schema of Heddle's own that a self-describing event names. */
export function igluSchema(uri: string): ValidateFunction {
  const [, path] = /^iglu:io\.heddle\/(.+)$/.exec(uri) ?? []
  if (!path) throw new Error(`${uri} is no schema of Heddle's.`)
  const { $schema, self, ...schema } = read(`${igluFolder}/${path}`)
  if (`iglu:${self.vendor}/${self.name}/${self.format}/${self.version}` !== uri) throw new Error(`${uri} is elsewhere.`)
  return new Ajv({ strict: true, allErrors: true, allowUnionTypes: true }).compile(schema)
}

/** Why a value does not hold, for a test's message. */
export const faultsOf = (validate: ValidateFunction, value: unknown) => (validate(value) ? [] : validate.errors)

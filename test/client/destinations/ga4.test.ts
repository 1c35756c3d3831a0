import type { Event } from '@heddle/events'
import { ga4 } from 'heddle/destinations'
import { expect, test } from 'vitest'
import { stamp, whole } from '../../events/samples.js'
import { faultsOf, publicSchema, rowWith, send, service } from './service.js'

const account = { measurementId: 'G-1234567890', apiSecret: 'a secret&' }

async function told(...events: readonly Event[]) {
  const { url, told } = await service()
  await send(ga4({ ...account, url: `${url}/mp/collect` }), [rowWith(...events)])
  return { url: told[0]?.url, headers: told[0]?.headers, body: JSON.parse(told[0]?.text ?? '') }
}

test('goes to Google as plain text, with the account in the address, so that no preflight is needed', async () => {
  const { url, headers } = await told(whole.goal)
  expect(headers?.get('content-type')).toBe('text/plain;charset=UTF-8')
  expect(new URL(url ?? '').pathname + new URL(url ?? '').search).toBe(
    '/mp/collect?measurement_id=G-1234567890&api_secret=a+secret%26',
  )
})

test('a proxy of the site adds the secret, so the page has none', async () => {
  const { url, told } = await service()
  await send(ga4({ measurementId: 'G-1', url: `${url}/ga4` }), [rowWith(whole.goal)])
  expect(new URL(told[0]?.url ?? '').search).toBe('?measurement_id=G-1')
})

test('an exposure is Google’s own “experience_impression”, by which audiences are made', async () => {
  const { body } = await told(whole.exposure)
  expect(body).toEqual({
    client_id: 'visitor-1',
    consent: { ad_user_data: 'DENIED', ad_personalization: 'DENIED' },
    events: [
      {
        name: 'experience_impression',
        timestamp_micros: stamp.at * 1000,
        params: {
          session_id: expect.stringMatching(/^\d+$/),
          engagement_time_msec: 1,
          event_id: `${stamp.stream}:1`,
          event_at: stamp.at,
          page_path: '/help',
          exp_variant_string: 'heddle-home-tabs-bestFirst',
          experiment: 'home-tabs',
          variant: 'bestFirst',
          revision: 1,
          unit: 'order-7',
          by: 'sight',
          attribute_lang: 'en',
          attribute_wide: 'true',
          attribute_width: 1280,
        },
      },
    ],
  })
})

test('the other types have names of their own', async () => {
  const { body } = await told(whole.applied, whole.click, whole.goal, whole.vital)
  // The four have one number, as samples do, but an event that is there twice is one event.
  expect(body.events).toHaveLength(1)
  const names = await Promise.all(
    [whole.applied, whole.click, whole.goal, whole.vital].map(async (event) => (await told(event)).body.events[0].name),
  )
  expect(names).toEqual(['heddle_applied', 'heddle_click', 'heddle_goal', 'heddle_vital'])
})

test('one visit is one session, another is another', async () => {
  const { body } = await told(whole.click, { ...whole.click, seq: 2 }, { ...whole.click, seq: 3, session: 'session-2' })
  const [first, second, third] = body.events.map(({ params }: { params: { session_id: string } }) => params.session_id)
  expect(second).toBe(first)
  expect(third).not.toBe(first)
})

test('no request has more than 25 events, and a part that fails leaves the others settled', async () => {
  const { url, told } = await service((_, count) => new Response(null, { status: count === 2 ? 503 : 204 }))
  const rows = Array.from({ length: 60 }, (_, i) => rowWith({ ...whole.click, seq: i + 1 }))
  const { settled = [] } = await send(ga4({ ...account, url }), rows)
  const sizes = told.map(({ text }) => JSON.parse(text).events.length)
  expect([...sizes].sort((a, b) => a - b)).toEqual([10, 25, 25])
  expect(settled).toHaveLength(60 - sizes[1])
})

test('no request is larger than 130 kB, and what is too long for Google is cut', async () => {
  const attributes = Object.fromEntries(
    Array.from({ length: 40 }, (_, i) => [`${i} ${'名'.repeat(60)}`, '\u{1F600}'.repeat(300)]),
  )
  const { url, told } = await service()
  const events = Array.from({ length: 60 }, (_, i): Event => ({ ...whole.exposure, seq: i + 1, attributes }))
  expect((await send(ga4({ ...account, url }), [rowWith(...events)])).settled).toHaveLength(1)
  const validate = publicSchema('ga4-request')
  for (const { text } of told) {
    expect(new Blob([text]).size).toBeLessThan(130_000)
    expect(faultsOf(validate, JSON.parse(text))).toEqual([])
  }
})

test('what is older than Google’s 72 hours is sent, with its true time beside the one that Google changes', async () => {
  const at = Date.now() - 30 * 86_400_000
  const { body } = await told({ ...whole.click, at })
  expect(body.events[0]).toMatchObject({ timestamp_micros: at * 1000, params: { event_at: at } })
})

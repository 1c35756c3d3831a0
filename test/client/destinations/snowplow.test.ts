import type { Event } from '@heddle/events'
import { snowplow } from 'heddle/destinations'
import { expect, test } from 'vitest'
import { stamp, whole } from '../../events/samples.js'
import { igluTypes, rowWith, send, sentAt, service } from './service.js'

async function told(...events: readonly Event[]) {
  const { url, told } = await service()
  await send(snowplow(`${url}/`, { appId: 'shop' }), [rowWith(...events)])
  return { path: new URL(told[0]?.url ?? '').pathname, headers: told[0]?.headers, ...JSON.parse(told[0]?.text ?? '') }
}

test('goes to the collector’s tracker protocol, as the JSON that Snowplow reads and nothing else', async () => {
  const { path, headers } = await told(whole.goal)
  expect([path, headers.get('content-type')]).toEqual(['/com.snowplowanalytics.snowplow/tp2', 'application/json'])
})

test('asks the collector to keep neither address nor cookie', async () => {
  const { headers } = await told(whole.goal)
  expect(headers.get('sp-anonymous')).toBe('*')
})

test('an exposure is a self-describing event', async () => {
  const { data } = await told(whole.exposure)
  const { ue_pr, ...fields } = data[0]
  const uuid = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(fields).toEqual({
    e: 'ue',
    p: 'web',
    tv: 'heddle',
    aid: 'shop',
    eid: uuid,
    duid: 'visitor-1',
    sid: uuid,
    dtm: `${stamp.at}`,
    stm: `${sentAt}`,
  })
  expect(JSON.parse(ue_pr)).toEqual({
    schema: 'iglu:com.snowplowanalytics.snowplow/unstruct_event/jsonschema/1-0-0',
    data: {
      schema: 'iglu:io.heddle/exposure/jsonschema/1-0-0',
      data: {
        stream: stamp.stream,
        seq: 1,
        session: 'session-1',
        page: '/help',
        experiment: 'home-tabs',
        variant: 'bestFirst',
        revision: 1,
        unit: 'order-7',
        by: 'sight',
        attributes: { lang: 'en', wide: true, width: 1280 },
      },
    },
  })
})

test('there is a schema for each type of event, and for no other', () => {
  expect([...igluTypes].sort()).toEqual(Object.keys(whole).sort())
})

test('a text that was cut inside a character stays readable for strict readers, also in the JSON inside the JSON', async () => {
  const { data } = await told({ ...whole.click, item: 'a\ud83d' })
  expect(JSON.parse(data[0].ue_pr).data.data.item).toBe('a\ufffd')
  expect(data[0].ue_pr).not.toContain(String.raw`\ud83d`)
})

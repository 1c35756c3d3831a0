import type { Event } from '@heddle/events'
import { segment } from 'heddle/destinations'
import { expect, test } from 'vitest'
import { stamp, whole } from '../../events/samples.js'
import { rowWith, send, sentAt, service } from './service.js'

async function told(...events: readonly Event[]) {
  const { url, told } = await service()
  await send(segment('a "key"', { url }), [rowWith(...events)])
  return { headers: told[0]?.headers, body: JSON.parse(told[0]?.text ?? '') }
}

test('goes to Segment as plain text, with the write key in the body, so that no preflight is needed', async () => {
  const { headers, body } = await told(whole.goal)
  expect(headers?.get('content-type')).toBe('text/plain;charset=UTF-8')
  expect([body.writeKey, body.sentAt]).toEqual(['a "key"', new Date(sentAt).toISOString()])
})

test('an exposure is Segment’s own “Experiment Viewed”', async () => {
  const { body } = await told(whole.exposure)
  expect(body.batch[0]).toEqual({
    type: 'track',
    event: 'Experiment Viewed',
    messageId: `${stamp.stream}:1`,
    anonymousId: 'visitor-1',
    timestamp: new Date(stamp.at).toISOString(),
    context: { page: { path: '/help' }, library: { name: 'heddle' } },
    properties: {
      experiment_id: 'home-tabs',
      experiment_name: 'home-tabs',
      variation_id: 'bestFirst',
      variation_name: 'bestFirst',
      stream: stamp.stream,
      seq: 1,
      session: 'session-1',
      revision: 1,
      unit: 'order-7',
      by: 'sight',
      attributes: { lang: 'en', wide: true, width: 1280 },
    },
  })
})

test('a click is named by what it is, and its goal is a property', async () => {
  const { body } = await told(whole.click)
  expect(body.batch[0]).toMatchObject({ event: 'Goal Clicked', properties: { goal: 'best', item: 'best', slot: 0 } })
})

test('an event of a type that is not known yet is sent under its name', async () => {
  const { body } = await told({ ...whole.click, type: 'scroll' as 'click' })
  expect(body.batch[0].event).toBe('Heddle scroll')
})

test('a clock that shows no time spoils no other event', async () => {
  const { body } = await told({ ...whole.click, at: 1e300 }, { ...whole.click, seq: 2 })
  expect(body.batch.map(({ timestamp }: { timestamp: string }) => timestamp)).toEqual([
    null,
    new Date(stamp.at).toISOString(),
  ])
})

test('a text that was cut inside a character stays readable for strict readers', async () => {
  const { body } = await told({ ...whole.click, item: 'a\ud83d', goal: String.raw`\ud800 is no surrogate` })
  expect(body.batch[0].properties).toMatchObject({ item: 'a\ufffd', goal: String.raw`\ud800 is no surrogate` })
})

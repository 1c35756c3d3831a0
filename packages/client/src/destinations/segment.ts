/**
 * Events in the form of Segment's HTTP tracking API.
 *
 * @see https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/
 * @see https://segment.com/docs/connections/spec/ab-testing/
 */
import type { Transport } from '../transport.js'
import { deliver } from './deliver.js'

export interface SegmentOptions {
  /** Default `https://api.segment.io/v1/batch`. In the EU `https://events.eu1.segmentapis.com/v1/batch`, or a proxy of yours. */
  readonly url?: string
}

/** An exposure has the name that Segment's specification gives it. */
const names: { readonly [type: string]: string } = {
  exposure: 'Experiment Viewed',
  applied: 'Experiment Applied',
  click: 'Goal Clicked',
  goal: 'Goal Reached',
  vital: 'Vital Measured',
}

/**
 * @param writeKey of the source; public, as in every page with Segment
 * @returns a transport: each event is a track call, whose `messageId` is the event's identity, by which Segment drops repeats
 * @example createClient({ transport: segment('a write key'), buffer: indexedDbBuffer() })
 */
export function segment(writeKey: string, { url = 'https://api.segment.io/v1/batch' }: SegmentOptions = {}): Transport {
  return deliver({
    url,
    destination: `segment:${writeKey}`,
    refusals: [400, 413],
    encode: ({ type, at, visitor, page, experiment, variant, ...more }, messageId) => ({
      type: 'track',
      messageId,
      anonymousId: visitor,
      event: names[type] ?? `Heddle ${type}`,
      timestamp: new Date(at),
      context: { page: { path: page }, library: { name: 'heddle' } },
      properties: {
        experiment_id: experiment,
        experiment_name: experiment,
        variation_id: variant,
        variation_name: variant,
        ...more,
      },
    }),
    wrap: (events, _, sentAt) =>
      `{"writeKey":${JSON.stringify(writeKey)},"sentAt":${JSON.stringify(new Date(sentAt))},"batch":[${events}]}`,
  })
}

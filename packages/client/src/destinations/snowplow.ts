/**
 * Events in the form of the Snowplow tracker protocol: self-describing events, whose schemas are in `schema/destinations`.
 *
 * @see https://docs.snowplow.io/docs/fundamentals/canonical-event/
 */
import type { Transport } from '../transport.js'
import { deliver } from './deliver.js'
import { uuidOf } from './digest.js'
import { jsonOf } from './json-of.js'

export interface SnowplowOptions {
  /** Which of the sites that share the collector: Snowplow's `app_id`. Default `heddle`. */
  readonly appId?: string
}

const snowplowSchema = (name: string) => `iglu:com.snowplowanalytics.snowplow/${name}`

/**
 * @param collectorUrl origin of the collector, such as `https://sp.shop.example`
 * @returns a transport: each event is a self-describing event, whose `eid` is made of the event's identity, so that
 * Snowplow's models drop repeats
 * @example createClient({ transport: snowplow('https://sp.shop.example', { appId: 'shop' }), buffer: indexedDbBuffer() })
 */
export function snowplow(collectorUrl: string, { appId = 'heddle' }: SnowplowOptions = {}): Transport {
  const url = `${collectorUrl.replace(/\/$/, '')}/com.snowplowanalytics.snowplow/tp2`
  return deliver({
    url,
    destination: `snowplow:${url}:${appId}`,
    // Snowplow reads no other type, so that a preflight is needed anyway; and is told to keep no address and no cookie.
    headers: { 'content-type': 'application/json', 'sp-anonymous': '*' },
    refusals: [413],
    encode: ({ type, visitor, at, ...data }, id, sentAt) => ({
      e: 'ue',
      p: 'web',
      tv: 'heddle',
      aid: appId,
      eid: uuidOf(id),
      duid: visitor,
      sid: uuidOf(data.session),
      dtm: `${Math.trunc(at)}`,
      stm: `${sentAt}`,
      ue_pr: jsonOf({
        schema: snowplowSchema('unstruct_event/jsonschema/1-0-0'),
        data: { schema: `iglu:io.heddle/${type}/jsonschema/1-0-0`, data },
      }),
    }),
    wrap: (events) => `{"schema":"${snowplowSchema('payload_data/jsonschema/1-0-4')}","data":[${events}]}`,
  })
}

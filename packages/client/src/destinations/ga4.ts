/**
 * Events in the form of the Measurement Protocol of Google Analytics 4, cut to what it takes.
 *
 * @see https://developers.google.com/analytics/devguides/collection/protocol/ga4/reference
 * @see https://developers.google.com/analytics/devguides/collection/ga4/integration
 */
import type { Transport } from '../transport.js'
import { deliver } from './deliver.js'
import { digest } from './digest.js'

export type Ga4Options = {
  /** Of the web data stream: `G-…`. */
  readonly measurementId: string
} & (
  | {
      /** From the stream's settings. In a page everybody can read it: better give the `url` of a proxy that adds it. */
      readonly apiSecret: string
      /** Default `https://www.google-analytics.com/mp/collect`; `region1.google-analytics.com` stays in the EU. */
      readonly url?: string
    }
  | {
      readonly apiSecret?: undefined
      /** A proxy of yours that adds `api_secret`. */
      readonly url: string
    }
)

const maxParams = 25
const maxNameChars = 40
const maxValueChars = 100

/** By characters, so that none is cut in half. */
const cut = (text: string) => [...text].slice(0, maxValueChars).join('')

/**
 * @returns a transport: each event is a custom event, an exposure Google's `experience_impression`. Google drops no
 * repeats and answers 2xx to everything; the event's identity is in the parameter `event_id`.
 * @example createClient({ transport: ga4({ measurementId: 'G-1234567890', url: '/ga4' }), buffer: indexedDbBuffer() })
 */
export function ga4({
  measurementId,
  apiSecret,
  url = 'https://www.google-analytics.com/mp/collect',
}: Ga4Options): Transport {
  const query = new URLSearchParams({ measurement_id: measurementId, ...(apiSecret && { api_secret: apiSecret }) })
  return deliver({
    url: `${url}?${query}`,
    destination: `ga4:${measurementId}`,
    maxEvents: 25,
    refusals: [],
    encode: ({ type, stream: _, seq, visitor, session, at, page, attributes, ...more }, id) => {
      const isExposure = type === 'exposure'
      const params = {
        session_id: `${digest(session)[0]}`, // Google wants digits.
        engagement_time_msec: 1, // Without any, the visitor does not count as active. Heddle does not measure it.
        event_id: id,
        event_at: at,
        page_path: page,
        exp_variant_string: isExposure ? `heddle-${more.experiment}-${more.variant}` : undefined,
        ...more,
        ...prefixed(attributes),
      }
      return {
        name: isExposure ? 'experience_impression' : `heddle_${type}`.replace(/\W/g, '_').slice(0, maxNameChars),
        timestamp_micros: Math.trunc(at * 1000),
        params: Object.fromEntries(
          Object.entries(params)
            .filter(([, value]) => !/^[ou]/.test(typeof value)) // Neither objects nor what is undefined.
            .slice(0, maxParams)
            .map(([name, value]) => [
              name.replace(/\W/g, '_').slice(0, maxNameChars),
              typeof value === 'number' ? value : cut(`${value}`),
            ]),
        ),
      }
    },
    wrap: (events, visitor) =>
      `{"client_id":${JSON.stringify(visitor)},"consent":{"ad_user_data":"DENIED","ad_personalization":"DENIED"},"events":[${events}]}`,
  })
}

const prefixed = (attributes: unknown) =>
  Object.fromEntries(Object.entries(attributes ?? {}).map(([name, value]) => [`attribute_${name}`, value]))

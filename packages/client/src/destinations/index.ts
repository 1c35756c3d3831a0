export { type Ga4Options, ga4 } from './ga4.js'
export { type SegmentOptions, segment } from './segment.js'
export { type SnowplowOptions, snowplow } from './snowplow.js'

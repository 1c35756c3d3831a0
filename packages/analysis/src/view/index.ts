/** The lift view as data: what every view of a report says, before it is a text on a terminal or a node on a page. */

export { afterText } from './after-text.js'
export {
  differenceScale,
  type EffectScale,
  effectDecimals,
  endsText,
  englishIntervals,
  estimateText,
  type IntervalWords,
  isShare,
  liftScale,
  openText,
  unitSuffix,
} from './effect.js'
export {
  decimalsForDigits,
  decimalsForWidth,
  formatCount,
  formatExpected,
  formatNumber,
  formatP,
  formatShare,
  formatSigned,
  levelText,
  nothing,
  sentenceP,
} from './format-number.js'
export { type Part, partsOf, type Scale, scaleOf } from './interval-parts.js'
export { fewExperiments, heterogeneityLevel, sampleRatioLevels } from './levels.js'
export { type Effect, effectsOf, type Form, type Forms, formsOf } from './metric-forms.js'
export { plural, printable } from './names.js'
export { crossedShare, inReadingOrder, isBroken, newsIn, stepText } from './reading.js'
export {
  type Finding,
  furthestOff,
  type Group,
  type MetricSurvey,
  quantileOf,
  type Significant,
  type Survey,
  surveyOf,
  surveyVerdict,
} from './survey.js'

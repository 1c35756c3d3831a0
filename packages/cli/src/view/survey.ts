/** What many experiments say together: the same on a terminal, on a page and in a report. */
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
} from '@heddle/analysis/view'

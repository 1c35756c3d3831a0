/** What many experiments say together: the same on a terminal, on a page and in a report. */
export {
  type Finding,
  type Group,
  type MetricSurvey,
  quantileOf,
  type Significant,
  type Survey,
  surveyOf,
} from '@heddle/analysis/view'

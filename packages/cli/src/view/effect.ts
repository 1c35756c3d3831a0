/** How differences and lifts look: the same on a terminal, on a page and in a report. */
export {
  differenceScale,
  type EffectScale,
  effectDecimals,
  endsText,
  estimateText,
  isShare,
  liftScale,
  openText,
  unitSuffix,
} from '@heddle/analysis/view'

/** How numbers look: the same on a terminal, on a page and in a report. */
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
} from '@heddle/analysis/view'

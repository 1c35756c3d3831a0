/** Mathematics on moments: what a difference is worth, and the checks that would make it a lie. */
export { type CompareOptions, type Comparison, excludesZero, type Interval } from './answer.js'
export {
  chiSquareCdf,
  chiSquareLogSurvival,
  chiSquareQuantile,
  chiSquareSurvival,
  chiSquareUpperQuantile,
} from './distributions/chi-square.js'
export { logIncompleteBeta } from './distributions/incomplete-beta.js'
export { logIncompleteGamma, type Tail } from './distributions/incomplete-gamma.js'
export {
  normalCdf,
  normalLogSurvival,
  normalQuantile,
  normalSurvival,
  normalUpperQuantile,
} from './distributions/normal.js'
export {
  studentCdf,
  studentLogSurvival,
  studentQuantile,
  studentSurvival,
  studentUpperQuantile,
} from './distributions/student.js'
export { holm } from './holm.js'
export {
  type IntegerSums,
  momentsFromSums,
  type PairIntegerSums,
  pairMomentsFromSums,
} from './integer-sums.js'
export { compareMeans } from './means.js'
export { type Moments, mergeMoments, momentsOf, noMoments } from './moments.js'
export { mergePairMoments, noPairMoments, type PairMoments, pairMomentsOf } from './pair-moments.js'
export { compareProportions } from './proportions.js'
export { compareRatios } from './ratios.js'
export { type SampleRatio, sampleRatio } from './sample-ratio.js'
export type { Count } from './score.js'

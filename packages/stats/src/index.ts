/** Mathematics on moments: what a difference is worth, and the checks that would make it a lie. */
export { benjaminiHochberg } from './adjust/benjamini-hochberg.js'
export { benjaminiYekutieli } from './adjust/benjamini-yekutieli.js'
export { type DunnettFamily, dunnett, dunnettCritical } from './adjust/dunnett.js'
export { hochberg } from './adjust/hochberg.js'
export { holm } from './adjust/holm.js'
export { type CompareOptions, type Comparison, excludesZero, type Interval, type LevelOptions } from './answer.js'
export { type BestOptions, chancesBest, type NormalArm } from './bayes/best.js'
export {
  type BayesEstimateOptions,
  type BayesianEffect,
  bayesEstimate,
  bayesMeans,
  type EffectPrior,
  usualLiftPrior,
} from './bayes/normal.js'
export type { BetaPrior } from './bayes/posterior.js'
export { type BayesianProportions, type BayesProportionsOptions, bayesProportions } from './bayes/proportions.js'
export { type Crossover, crossover } from './crossover.js'
export type { AdjustedVariant, Adjustment, AdjustOptions } from './cuped/adjustment.js'
export {
  type AdjustedComparison,
  type CompareAdjustedOptions,
  compareMeansAdjusted,
  compareRatiosAdjusted,
} from './cuped/compare.js'
export { decide, judgeChecks } from './decide.js'
export type {
  CheckEvidence,
  CheckLimits,
  Decision,
  DecisionPlan,
  Evidence as DecisionEvidence,
  GuardrailEvidence,
  GuardrailPlan,
  LookRule,
  Margin,
  NumberWriter,
  Verdict,
} from './decision.js'
export { betaCdf, betaLogSurvival, betaQuantile, betaSurvival, betaUpperQuantile } from './distributions/beta.js'
export {
  chiSquareCdf,
  chiSquareLogSurvival,
  chiSquareQuantile,
  chiSquareSurvival,
  chiSquareUpperQuantile,
} from './distributions/chi-square.js'
export { fCdf, fLogSurvival, fQuantile, fSurvival, fUpperQuantile } from './distributions/f.js'
export { gammaCdf, gammaLogSurvival, gammaQuantile, gammaSurvival, gammaUpperQuantile } from './distributions/gamma.js'
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
export { compareFunnel, type Funnel, type FunnelOptions, type FunnelStep } from './funnel.js'
export { covariateImbalance, type Imbalance } from './imbalance.js'
export { type Cells, type Interaction, interactionOfMeans, interactionOfProportions } from './interaction.js'
export { type AllocationOptions, allocation } from './layout/allocation.js'
export {
  type InterleavingOptions,
  type InterleavingPreference,
  interleavingPreference,
  type TeamClicks,
  type TeamItem,
  teamDraft,
} from './layout/interleaving.js'
export type { PositionCell } from './layout/position-design.js'
export {
  type PositionEffects,
  positionEffects,
  positionEffectsByUnit,
} from './layout/position-effect.js'
export { type SwapEffect, type SwappedItem, swapEffect } from './layout/swap-effect.js'
export { deltaLift, logDeltaLift } from './lift-options.js'
export { type LogRank, logRank } from './log-rank.js'
export { alwaysValid } from './looks/always-valid.js'
export { fixedHorizon } from './looks/fixed-horizon.js'
export { groupSequential, groupSequentialBounds, type LookPlan } from './looks/group-sequential.js'
export type { Judgement, Look } from './looks/look.js'
export type { Spending } from './looks/spending.js'
export { compareLoss, type Loss, type LossTest } from './loss.js'
export { compareRankCounts, compareRanks, type RankComparison, type RankOptions } from './mann-whitney.js'
export { compareMeans, estimateOf as estimateOfMean } from './means.js'
export { type Column, crossMomentsOfColumns, type Labels } from './moments/cross-columns.js'
export {
  type CrossMoments,
  columnMoments,
  crossMomentsFromPair,
  crossMomentsOf,
  mergeCrossMoments,
  noCrossMoments,
} from './moments/cross-moments.js'
export { type CrossIntegerSums, crossMomentsFromSums } from './moments/cross-sums.js'
export {
  type IntegerSums,
  momentsFromSums,
  type PairIntegerSums,
  pairMomentsFromSums,
} from './moments/integer-sums.js'
export { type Moments, mergeMoments, momentsOf, noMoments } from './moments/moments.js'
export { mergePairMoments, noPairMoments, type PairMoments, pairMomentsOf } from './moments/pair-moments.js'
export { type NonInferiority, type NonInferiorityOptions, nonInferiority } from './non-inferiority.js'
export { daysToRun } from './planning/days-to-run.js'
export { alwaysValidDesign, type Design, fixedDesign, groupSequentialDesign, inflation } from './planning/design.js'
export { pilot } from './planning/pilot.js'
export type { Plan } from './planning/plan.js'
export { powerOf, smallestLift } from './planning/power.js'
export { sampleSize } from './planning/sample-size.js'
export { postStratify, type StratifiedComparison, type StratifyOptions, type Stratum } from './post-stratify.js'
export { compareProportionsExactly, type ExactOptions, oddsRatioExactly } from './proportions/exact-proportions.js'
export { newcombeDifference } from './proportions/newcombe.js'
export { compareProportions } from './proportions/proportions.js'
export type { Count } from './proportions/score.js'
export { binOf, logBinEdges } from './quantile/log-bins.js'
export { compareQuantiles, type QuantileOptions, quantile } from './quantile/quantile.js'
export {
  compareQuantileHistograms,
  estimateOfQuantile,
  mergeQuantileHistograms,
  type QuantileHistogram,
  quantileHistogramOf,
  quantileOfHistogram,
} from './quantile/quantile-histogram.js'
export { compareRateTotals, type RateTotals, type RateTotalsOptions } from './rate-totals.js'
export { compareRates, type RateComparison } from './rates.js'
export { compareRatios, estimateOf as estimateOfRatio } from './ratios.js'
export { compareRestrictedMeans, type RestrictedMeanOptions, restrictedMeanOf } from './restricted-mean.js'
export { compareRetention, type RetentionDay, type RetentionOptions, retentionOf, type Visits } from './retention.js'
export { type SampleRatio, sampleRatio } from './sample-ratio.js'
export type { SampleCounts } from './sample-split.js'
export { compareSegments, type Heterogeneity, type SegmentAnswer, type SegmentEffect } from './segments.js'
export { type SequentialSampleRatio, sequentialSampleRatio } from './sequential-ratio.js'
export { type ShareOfTotal, shareOfTotal } from './share-of-total.js'
export { kaplanMeier, type Lifetime, type SurvivalCurve, type SurvivalStep } from './survival.js'
export type { Estimate } from './welch.js'
export {
  type Cap,
  poolThreshold,
  poolThresholdOfHistograms,
  winsorise,
  winsorisedPairSums,
  winsorisedSums,
} from './winsorise.js'

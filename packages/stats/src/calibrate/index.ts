/** Draws experiments, to see how often a method is wrong on metrics like yours. Not needed to analyse any. */
export { seededRandom } from './random.js'
export { bernoulli, clusteredRatio, gamma, poisson, resampled, resampledRatio, type Shape } from './shapes.js'
export { type Calibration, enumerateProportions, type Share, type Simulation, simulate } from './simulate.js'

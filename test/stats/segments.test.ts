import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareSegments, type Heterogeneity, type SegmentOptions } from '../../packages/stats/src/segments.js'
import { boundsOf, expectNear } from './intervals.js'

/** The answer, which the data allow. */
function answer(values: readonly number[], variances: readonly number[], options: SegmentOptions = {}) {
  const effects = values.map((value, at) => ({ value, variance: variances[at] ?? 0 }))
  const got: Heterogeneity = compareSegments(effects, options)
  if (got.status === 'undefined') throw new Error(got.reason)
  return got
}

// R 4.2, metafor 3.8: r <- rma(values, variances, method = "DL" or "PM", level = 100 * (1 - alpha), control = list(tol = 1e-14,
// maxiter = 10000)); r$QE, pchisq(r$QE, r$k - 1, lower = FALSE), r$I2 / 100, r$tau2, c(r$beta, r$ci.lb, r$ci.ub, r$pval);
// b <- blup(r); b$pred, b$pi.lb, b$pi.ub; p.adjust(2 * pnorm(-abs(values) / sqrt(variances)), "holm").
// dat.bcg is escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
const references = [
  {
    name: 'dat.bcg',
    values: [
      -0.8893113339202054, -1.585388657201431, -1.348073148299693, -1.441551190021305, -0.2175473222112956,
      -0.786115585818864, -1.620898223598392, 0.01195233352384051, -0.4694176487381494, -1.371344803472784,
      -0.3393588283383906, 0.4459134005713787, -0.01731394821687982,
    ],
    variances: [
      0.3255847650039613, 0.1945811213981438, 0.4153679653679654, 0.02001003190224757, 0.05121017216963086,
      0.006905618455908757, 0.2230172475723152, 0.003961579297817729, 0.05643421046324897, 0.07302479361302891,
      0.01241221397155972, 0.5325058452001528, 0.0714046596839863,
    ],
    between: 'DerSimonian-Laird' as const,
    alpha: 0.05,
    q: 152.2330080823733,
    pValue: 1.996764590846e-26,
    iSquare: 0.9211734685456204,
    tauSquare: 0.3087602628623761,
    pooled: [-0.7141172220732271, -1.064445280084051, -0.3637891640624034, 6.46292430470396e-5],
    shrunken: [
      -0.7993909731858653, -1.248573568693491, -0.9844290132641387, -1.39727718735984, -0.2881904295096069,
      -0.7845405241511262, -1.24061173320939, 0.0027544402767305, -0.5072315485381769, -1.245635565579696,
      -0.3538419540922825, -0.2883644709003099, -0.1481913587447598,
    ],
    low: [
      -1.600081681772245, -1.939122872473533, -1.833390721659858, -1.666802559447346, -0.7019772979560752,
      -0.9458044571025863, -1.961034505127856, -0.1199042477241647, -0.9387631980229348, -1.72663020952505,
      -0.5683684219124436, -1.182761725192914, -0.6247494403630669,
    ],
    high: [
      0.001299735400513979, -0.5580242649134489, -0.1354673048684191, -1.127751815272334, 0.1255964389368615,
      -0.623276591199666, -0.5201889612909237, 0.1254131282776257, -0.0756998990534189, -0.764640921634342,
      -0.1393154862721213, 0.6060327833922943, 0.3283667228735473,
    ],
    adjusted: [
      0.5955101614579277, 0.003255640614776692, 0.255264880293307, 2.834957119636323e-23, 1, 3.699954883687932e-20,
      0.005386165165023453, 1, 0.2889248082747157, 4.268891578338623e-6, 0.01855062494592592, 1, 1,
    ],
  },
  {
    name: 'dat.bcg',
    values: [
      -0.8893113339202054, -1.585388657201431, -1.348073148299693, -1.441551190021305, -0.2175473222112956,
      -0.786115585818864, -1.620898223598392, 0.01195233352384051, -0.4694176487381494, -1.371344803472784,
      -0.3393588283383906, 0.4459134005713787, -0.01731394821687982,
    ],
    variances: [
      0.3255847650039613, 0.1945811213981438, 0.4153679653679654, 0.02001003190224757, 0.05121017216963086,
      0.006905618455908757, 0.2230172475723152, 0.003961579297817729, 0.05643421046324897, 0.07302479361302891,
      0.01241221397155972, 0.5325058452001528, 0.0714046596839863,
    ],
    between: 'Paule-Mandel' as const,
    alpha: 0.05,
    q: 152.2330080823733,
    pValue: 1.996764590846e-26,
    iSquare: 0.9233033795415325,
    tauSquare: 0.3180684522050239,
    pooled: [-0.7149681534934442, -1.069510333991707, -0.360425972995181, 7.735364607902741e-5],
    shrunken: [
      -0.8011217903715403, -1.255012106785061, -0.9895260033035862, -1.398546531564717, -0.2865277741772232,
      -0.7846037205160179, -1.247504451020517, 0.003009834778962309, -0.5064199193388046, -1.248786385730506,
      -0.353465987366709, -0.2808616912817473, -0.1452194687373085,
    ],
    low: [
      -1.607484488143677, -1.949182763238672, -1.845263119669764, -1.66828427718121, -0.7010859538452929,
      -0.945913060352203, -1.972044353199435, -0.1196688249410295, -0.9388268995897466, -1.730995112361461,
      -0.5680994333573858, -1.183197628586741, -0.6229581716695092,
    ],
    high: [
      0.00524090740059624, -0.5608414503314508, -0.1337888869374082, -1.128808785948224, 0.1280304054908464,
      -0.6232943806798328, -0.5229645488415994, 0.1256884944989542, -0.0740129390878626, -0.7665776590995506,
      -0.1388325413760323, 0.6214742460232467, 0.3325192341948923,
    ],
    adjusted: [
      0.5955101614579277, 0.003255640614776692, 0.255264880293307, 2.834957119636323e-23, 1, 3.699954883687932e-20,
      0.005386165165023453, 1, 0.2889248082747157, 4.268891578338623e-6, 0.01855062494592592, 1, 1,
    ],
  },
  {
    name: 'four segments',
    values: [0.05, -0.01, 0.12, 0.03],
    variances: [0.0004, 0.0002, 0.0009, 0.0001],
    between: 'DerSimonian-Laird' as const,
    alpha: 0.05,
    q: 17.86567164179105,
    pValue: 0.0004688169988713611,
    iSquare: 0.8320802005012533,
    tauSquare: 0.001293506493506494,
    pooled: [0.04070751875981039, 0.0009767515785115838, 0.0804382859411092, 0.04462754006991643],
    shrunken: [0.04780515013651963, -0.003209601835642778, 0.08746614002400746, 0.03076838671435731],
    low: [0.01228455739372413, -0.02954806904545465, 0.03946079428814311, 0.01167105688382498],
    high: [0.08332574287931513, 0.02312886537416909, 0.1354714857598718, 0.04986571654488965],
    adjusted: [0.02483866130310454, 0.4795001221869535, 0.0002533699346649594, 0.008099388189780567],
  },
  {
    name: 'four segments',
    values: [0.05, -0.01, 0.12, 0.03],
    variances: [0.0004, 0.0002, 0.0009, 0.0001],
    between: 'Paule-Mandel' as const,
    alpha: 0.2,
    q: 17.86567164179105,
    pValue: 0.0004688169988713611,
    iSquare: 0.9004959846841928,
    tauSquare: 0.002362362317899101,
    pooled: [0.04311814370407864, 0.009634710769189772, 0.07660157663896751, 0.09887905740635348],
    shrunken: [0.04900348245393742, -0.005853970897633974, 0.09879031697776332, 0.03053274628224781],
    low: [0.02480990401080507, -0.02345132090110984, 0.0647949689917422, 0.01790671724395901],
    high: [0.07319706089706979, 0.0117433791058419, 0.1327856649637844, 0.04315877532053662],
    adjusted: [0.02483866130310454, 0.4795001221869535, 0.0002533699346649594, 0.008099388189780567],
  },
  {
    name: 'three that agree',
    values: [0.1, 0.11, 0.09],
    variances: [0.01, 0.02, 0.03],
    between: 'DerSimonian-Laird' as const,
    alpha: 0.05,
    q: 0.008181818181818184,
    pValue: 0.9959174472787528,
    iSquare: 0,
    tauSquare: 0,
    pooled: [0.1009090909090909, -0.04384384256460655, 0.2456620243827883, 0.1718399423992293],
    shrunken: [0.1009090909090909, 0.1009090909090909, 0.1009090909090909],
    low: [-0.04384384256460655, -0.04384384256460655, -0.04384384256460655],
    high: [0.2456620243827883, 0.2456620243827883, 0.2456620243827883],
    adjusted: [0.9519315235887422, 0.9519315235887422, 0.9519315235887422],
  },
  {
    name: 'two',
    values: [2, -1],
    variances: [0.25, 4e-6],
    between: 'Paule-Mandel' as const,
    alpha: 0.05,
    q: 35.999424009417,
    pValue: 1.973758651624735e-9,
    iSquare: 0.9722217777780796,
    tauSquare: 4.374998000000001,
    pooled: [0.4583339999999997, -2.480477555822007, 3.397145555822007, 0.7598529103752194],
    shrunken: [1.916666666666667, -0.9999986666666668],
    low: [0.9503913912882683, -1.003918593764652],
    high: [2.882941942045065, -0.9960787395686819],
    adjusted: [6.334248366623985e-5, 0],
  },
]
test.each(references)('$name by $between agree with metafor', (wanted) => {
  const { between, alpha, values, variances } = wanted
  const got = answer(values, variances, { between, alpha })
  const loose = between === 'Paule-Mandel' ? 1e-9 : 1e-11 // metafor's root is found to 1e-14 of Q, not of tau².
  expectNear(got.q, wanted.q, 1e-11) // metafor's last digits go where variances differ by 10⁵.
  expect(got.df).toBe(values.length - 1)
  expectNear(got.pValue, wanted.pValue, 1e-9)
  expectNear(got.iSquare, wanted.iSquare, loose)
  expectNear(got.tauSquare, wanted.tauSquare, loose)
  const { estimate, low, high } = boundsOf(got.pooled)
  for (const [at, one] of [estimate, low, high, got.pooledPValue].entries()) expectNear(one, wanted.pooled[at], loose)
  for (const [at, segment] of got.segments.entries()) {
    const shrunken = boundsOf(segment.shrunken)
    expectNear(shrunken.estimate, wanted.shrunken[at], loose)
    expectNear(shrunken.low, wanted.low[at], loose)
    expectNear(shrunken.high, wanted.high[at], loose)
    expectNear(segment.adjustedPValue, wanted.adjusted[at], 1e-11)
  }
})

test('a segment far from zero has a p-value that underflows and a logarithm that does not', () => {
  const { segments, logPValue } = answer([50, 0], [1, 1])
  expect(segments[0]?.pValue).toBe(0)
  // mpmath 1.3: log(2 * ncdf(-50)), log(gammainc(1 / 2, 1250 / 2, inf, regularized=True))
  expectNear(segments[0]?.logPValue, -1254.13821395886, 1e-12)
  expectNear(logPValue, -628.7920391740716, 1e-12)
})

const segments = fc.array(
  fc.record({ value: fc.integer({ min: -500, max: 500 }), variance: fc.integer({ min: 1, max: 400 }) }),
  { minLength: 2, maxLength: 8 },
)

test('shrunken effects lie between the raw one and the mean, and are no less certain than the raw one', () => {
  fc.assert(
    fc.property(
      segments,
      fc.constantFrom('DerSimonian-Laird' as const, 'Paule-Mandel' as const),
      (effects, between) => {
        const got = compareSegments(effects, { between })
        if (got.status === 'undefined') throw new Error(got.reason)
        const mean = boundsOf(got.pooled).estimate ?? Number.NaN
        for (const [at, { value, variance }] of effects.entries()) {
          const { estimate = Number.NaN, low = 0, high = 0 } = boundsOf(got.segments[at]?.shrunken ?? got.pooled)
          expect(estimate).toBeGreaterThanOrEqual(Math.min(value, mean) - 1e-9)
          expect(estimate).toBeLessThanOrEqual(Math.max(value, mean) + 1e-9)
          expect(high - low).toBeLessThanOrEqual(2 * 1.96 * Math.sqrt(variance) * (1 + 1e-9))
        }
      },
    ),
  )
})

test('at the tau² of Paule and Mandel the squared distances are as many as chance makes them', () => {
  fc.assert(
    fc.property(segments, (effects) => {
      const got = compareSegments(effects, { between: 'Paule-Mandel' })
      if (got.status === 'undefined') throw new Error(got.reason)
      const moved = compareSegments(effects.map((one) => ({ ...one, variance: one.variance + got.tauSquare })))
      if (moved.status === 'undefined') throw new Error(moved.reason)
      if (got.tauSquare > 0) expect(Math.abs(moved.q - got.df)).toBeLessThan(1e-9 * got.df)
      else expect(got.q).toBeLessThanOrEqual(got.df)
    }),
  )
})

test('segments that agree are pooled altogether', () => {
  const { tauSquare, iSquare, segments } = answer([0.1, 0.1, 0.1], [0.01, 0.02, 0.03])
  expect([tauSquare, iSquare]).toEqual([0, 0])
  expect(segments.map(({ weight }) => weight)).toEqual([0, 0, 0])
})

test('a single segment has nothing to be compared with', () => {
  const reason = 'Fewer than two segments cannot be compared.'
  expect(compareSegments([{ value: 1, variance: 1 }])).toEqual({ status: 'undefined', reason })
  expect(compareSegments([])).toEqual({ status: 'undefined', reason })
})

test('a segment without a variance is refused by its place', () => {
  const one = { value: 1, variance: 1 }
  expect(() => compareSegments([one, { value: 1, variance: 0 }])).toThrow('Segment 1')
  expect(() => compareSegments([{ value: Number.NaN, variance: 1 }, one])).toThrow('Segment 0')
  expect(() => compareSegments([one, one], { alpha: 0 })).toThrow('alpha')
})

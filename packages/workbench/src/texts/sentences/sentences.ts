/**
 * The sentences that the statistics and the analysis put into a report, each with a code and with names for what changes in
 * it. They are English there; by this table other languages know which one they are looking at.
 *
 * `{reason}`, `{why}`, `{expected}`, `{hint}` and `{what}` are sentences of this table themselves; `{role}`, `{effect}`,
 * `{check}` and `{event}` are words.
 */
export const sentences = {
  // What to do, and why.
  shipFor: 'Ship "{variant}", for {reason}',
  keepControlFor: 'Keep "{variant}", for {reason}',
  keepRunningFor: 'Keep running, for {reason}',
  brokenFor: 'Do not read these numbers, for {reason}',
  looksOnce: 'The plan looks once, at its end: {complete} of {planned} planned units are complete.',
  looksOnceOpen:
    'The plan looks once, at its end: {complete} of {planned} planned units are complete; the windows of the others are still open.',
  noDecisionNow: 'The plan allows no decision at this look: {complete} of {planned} planned units are complete.',
  guardrailWorse: 'The guardrail "{metric}" is worse by more than its margin.',
  gotWorse: '"{metric}" got worse: {why}.',
  gotBetter: '"{metric}" got better: {why}, and no guardrail stands against it.',
  betterShips:
    '"{metric}" got better: {why}, but it is open whether {metrics} stays within its margin; the plan ships all the same.',
  betterKeeps:
    '"{metric}" got better: {why}, but it is open whether {metrics} stays within its margin; the plan then keeps control.',
  betterWaits:
    '"{metric}" got better: {why}, but it is open whether {metrics} stays within its margin; the plan waits for more units.',
  undecidedEnd:
    '"{metric}" is not decided: {why}, and the plan is at its end: {complete} of {planned} planned units are complete.',
  undecidedBeyond:
    '"{metric}" is not decided: {why}. The planned units are reached; always-valid intervals hold on beyond them.',
  undecided: '"{metric}" is not decided: {why}; {complete} of {planned} planned units are complete.',
  liesBetween: 'its {effect} lies between {low} and {high}',
  liesOutside: 'its {effect} lies below {low} or above {high}',
  liesAbove: 'its {effect} lies above {low}',
  liesBelow: 'its {effect} lies below {high}',
  liesAnywhere: 'its {effect} lies anywhere',
  notSplitAsPlanned: 'Units are not split as planned (p below {limit}).',
  lossesDiffer: 'The variants lose different shares of events (p below {limit}).',
  crossed: 'More than {share} of the units were seen in more than one variant.',
  notChecked: 'The {check} was not checked.',
  guardrailPower: 'The guardrail "{metric}" had a chance of {power} to be shown harmless with these units.',
  bonferroni: 'Each of {treatments} treatments is judged at its share of alpha (Bonferroni).',
  shippableToo: '"{variant}" could be shipped as well; its estimate is the smaller one.',
  notDecidedAbout: 'It is not decided about {variants}.',
  noTreatment: 'No treatment is better than "{control}" and safe.',
  defaultMargin:
    '"{metric}" of "{variant}" is worse by more than its default margin, which the plan does not speak of.',
  oneVariant: 'There is only one variant, so there is nothing to decide between.',
  noPrimary: 'Nothing says which metric decides: name it in a plan before the start.',
  primaryMissing: 'The metric "{metric}" should decide, and it was not measured. The metrics are: {metrics}.',
  guardrailMissing: 'The guardrail "{metric}" of the plan was not measured. The metrics are: {metrics}.',
  noUnitsPlanned: 'Nothing says how many units were planned, so nobody knows when it is time.',
  guardrailKind: 'A metric of this kind has no standard error to be held against a margin.',

  // Why a comparison has no answer.
  noUnits: 'The {role} has no units.',
  noSpread: 'No unit of a variant differs from others, so chance cannot be judged.',
  loneUnit: 'A variant has a single unit, so chance cannot be judged.',
  controlZero: 'The control is zero, so the lift has no meaning.',
  controlAllZero: 'The control is zero in every unit, so the lift has no meaning.',
  controlMayBeZero: 'The control may be zero, so the lift has no bound on at least one side.',
  liftNoVariance: 'The lift has no variance, so chance cannot be judged.',
  noLogarithm: 'The {role} is not above zero, so the ratio has no logarithm.',
  varianceTooLarge: 'The variances are too large for a logarithm.',
  controlNoSuccess: 'The control has no success, so the lift has no upper end.',
  noSuccess: 'Neither variant has a success, so any lift is possible.',
  treatmentAllSuccesses: 'Treatment has as many of all successes as it can, so the odds ratio has no upper end.',
  denominatorsZero: 'The denominators of the {role} add up to zero.',
  denominatorsOfOneZero: 'The denominators of a variant add up to zero.',
  noValues: 'The {role} has no values.',
  loneUnitOf: 'A single unit in the {role} says nothing about how much units differ.',
  tooFewValues: 'The {role} has too few values ({n}) for the quantile {p}.',
  noSpreadAtQuantile: 'The values of the {role} around the quantile do not differ, so chance cannot be judged.',
  marginOfZero: 'The control is zero, and no margin is a share of it; give an absolute one.',
  nothingToCompare: 'There is nothing to compare.',
  adjustTooFew: 'A variant with fewer than two units cannot be adjusted.',
  adjustTooMany: 'There are too few units for so many covariates.',
  adjustConstant: 'A covariate is constant or follows from the others; leave it out.',

  // What makes a comparison less reliable.
  sameValues: 'All units of the {role} have the same value; its mean is taken as exact.',
  fewUnits: 'The {role} has few units ({n}); below {least} the level needs normal values.',
  negativeControl: 'The control is negative; the lift is relative to its size.',
  skewed: 'The smaller variant is uncertain by more than 10 %; if skewed, p-value and intervals are approximate.',
  fewCounts: 'A variant has fewer than {least} successes or failures; p-value and intervals are approximate.',
  noisyDenominator:
    "The denominator of the {role} is uncertain by more than {share} %; the ratio's interval is approximate.",
  hardlyEnoughValues: 'The {role} has hardly enough values for this quantile; its interval is approximate.',
  firmMargin: 'The control may be zero, so a share of it is no firm margin; give an absolute one.',
  covariateDiffered: 'Covariate {place} already differed before the experiment (p = {p}); the split is suspect.',
  covariatesAddNoise: 'The covariates add noise rather than take it out.',
  adjustmentTurns: 'With and without the adjustment the difference has opposite signs.',
  nothingAdjusted:
    'What units did before does not differ between them, so nothing was adjusted; the comparison is plain.',
  lostIds:
    'Browsers that keep an id for 7 days only, as Safari does unless a server set it, make some who came back look new.',

  // What a look may say.
  tooFewForLook: '{n} units are too few for an always-valid answer; it takes {least}.',
  approximateLook: 'Values of units with an open window may still change, so the always-valid level is approximate.',
  beforeTheEnd: '{n} of {planned} planned units are there; nothing is decided before all are.',
  beforeFirstLook: 'No look is planned at {now} of the planned units; the first look is at {due}.',
  afterLastLook: 'No look is planned at {now} of the planned units; the last look was due at {due}.',

  // Checks and segments.
  noWeight: '"{variant}" has units ({n}) but no weight; it is left out.',
  fewWeights: 'Fewer than two variants have a weight.',
  noUnitsWeighted: 'No variant with a weight has units.',
  fewExpected: 'Fewer than {least} units are expected in {variants}; the p-value is approximate.',
  fewIssued: 'Fewer than two variants issued any.',
  nothingMissing: 'Nothing is missing.',
  everythingMissing: 'Everything is missing.',
  fewMissing: 'Too few to compare: in a variant fewer than {least} would be expected to be missing, or to arrive.',
  fewMissingSomewhere: 'Fewer than {least} are expected somewhere; the p-value is approximate.',
  fewSegments: 'Fewer than two segments cannot be compared.',
  segmentWithoutInterval: 'The segment has no interval of its own.',
  noEvents: 'There are no events, so nothing is a share of them.',

  // Slots.
  noSlots: 'No click names an item and a slot.',
  noClick: 'It has no click.',
  noClickOf: '"{name}" has no click.',
  oneSlot: 'There is one item in one slot at most, so there is nothing to compare.',
  itemAlone: 'The item "{name}" has no click to compare with.',
  slotAlone: 'The slot "{name}" has no click to compare with.',
  noSwap: 'No swap links "{name}" with the others, so it cannot be told from its slot.',
  loneUnitOfSlots: 'A single unit says nothing about how much units differ.',
  nearlyAlwaysClicked: 'An item is clicked nearly always in some slot, and item × slot cannot describe such rates.',
  fewClicks: 'An item has fewer than {least} clicks in a slot; the intervals are approximate.',
  nobodyClicked:
    'Nobody in "{variant}" clicked "{item}", so the log cannot tell where it stood for units that did not click it.',
  severalSlots:
    '"{item}" was clicked in several slots of "{variant}", so the log cannot tell where it stood for units that did not click it.',

  // The log of another tool.
  deliveryUnknown:
    'Not known: this log does not number what its pages issue, so what never arrived cannot be told from what never happened.',
  noRuleForExposure: 'The mapping has no rule for an exposure, so there is no experiment to report.',
  noRuleForGoal: 'The mapping has no rule for a goal, so no metric counts anything.',
  noExposure: 'No record is an exposure, so there is no experiment to report.{hint}',
  noGoal: 'No record is a goal, so no metric counts anything.{hint}',
  noField: 'No record has {paths}, which the mapping names for {what}.',
  hintBoth: ' The mapping takes those where {conditions}. No record has the field {paths}.',
  hintWhere: ' The mapping takes those where {conditions}.',
  hintField: ' No record has the field {paths}.',
  takenId: 'the id',
  takenReceipt: 'the time of receipt',
  takenTime: 'the time',
  takenVisitor: 'the visitor',
  takenSession: 'the session',
  takenDocument: 'the document',
  takenPage: 'the page',
  takenField: 'the {field} of {event}',
  takenAttribute: 'the attribute {name}',

  // What cannot be answered, or opened.
  noGoalNamed: 'The log has no goal "{goal}". Its goals are: {goals}.',
  noGoalAtAll: 'The log has no goal "{goal}". It holds no goal at all.',
  noExperimentNamed: 'The log has no experiment "{experiment}". It has: {experiments}.',
  noExperimentAtAll: 'The log has no experiment "{experiment}". It has none at all.',
  noItemNamed: 'The log has no item "{item}". Its items are: {items}.',
  noItemAtAll: 'The log has no item "{item}". No click names any.',
  noExperimentHere: 'There is no experiment "{experiment}" here. Choose another one.',
  totalsOnly: 'A table of counts has totals only: open a log to see this.',
  experimentsAlone: 'An experiment file says what is tested. Open the log, too.',
  emptyFile: 'The file is empty. A log has one event on each line; heddle collect writes one.',
  nothingReadAt:
    'None of the {lines} lines could be read as an event. The first is line {line} of {file}: {reason}. A log has one JSON object on each line, as heddle collect writes it; a table has a name that ends in .csv or .parquet.',
  noVariantColumn:
    '{file}: No column says which variant a row is of. Its columns are {columns}. A table of units has the columns unit and variant and one for each thing measured; a table of counts has variant, successes and trials; experiment may stand beside them. Rename the columns and open it again.',
  noUnitColumn:
    '{file}: No column names the unit, and there are no two columns of counts. Its columns are {columns}. A table of units has the columns unit and variant and one for each thing measured; a table of counts has variant, successes and trials; experiment may stand beside them. Rename the columns and open it again.',
  noCount: '{file}, row {row}: column "{column}" holds "{found}", and a count is a whole number from 0 on.',
  moreSuccesses: '{file}, row {row}: "{successes}" is larger than "{trials}"; successes are some of the trials.',

  // Lines that could not be read.
  lineNotJson: 'the line is not JSON',
  recordNotJson: 'the record is not JSON',
  lineNotFinished: 'the line is not finished: copy the file again, or wait until it is written',
  lineNotObject: 'a line is a JSON object',
  lineWithoutTimes: 'a line has sentAt and receivedAt in ms since the epoch',
  ledgerIncomplete: 'a ledger has a stream and how far it has counted',
  ledgerIsNoEvent: 'type: "ledger" is a word of the log, no event can have it',
  notUnpacked: 'the rest of the file cannot be unpacked: {cause}',
  eventNotObject: 'an event is an object, got {found}',
  mappedField: '{field}: expected {expected}, got {found}; the mapping takes it from {paths}',
  field: '{field}: expected {expected}, got {found}',
  textUpTo: 'a text of 1 to {longest} characters',
  wholeFrom: 'a whole number from {least}',
  oneOf: 'one of {words}',
  finite: 'a finite number',
  finiteFromZero: 'a finite number from 0',
  truth: 'true or false',
  time: 'a time in ms since the epoch',
  attributes: 'an object of texts, finite numbers and booleans',
  text: 'a text',
} as const

/** Names one of the sentences, whatever the language. */
export type SentenceCode = keyof typeof sentences

type NamesIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never

/** What changes in a sentence. */
export type ValuesOf<Code extends SentenceCode> = { readonly [name in NamesIn<(typeof sentences)[Code]>]: string }

/** The words that stand for something in more than one sentence. */
export const words = {
  role: ['control', 'treatment'],
  effect: ['difference', 'lift'],
  check: ['sample ratio', 'loss of events', 'crossover'],
  event: ['an exposure', 'a goal', 'a click', 'a vital'],
} as const

type Word = (typeof words)[keyof typeof words][number]

/** A language: every sentence with its values in place, and every word. One that lacks any does not compile. */
export interface Spoken {
  readonly sentences: { readonly [code in SentenceCode]: (values: ValuesOf<code>) => string }
  readonly words: { readonly [word in Word]: string }
}

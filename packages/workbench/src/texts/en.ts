/** English. */
import { englishIntervals, plural } from '@heddle/analysis/view'
import type { Texts } from './texts.js'

export const english: Texts = {
  tag: 'en',
  title: 'Lift report',
  nothingSeen: 'No experiment was seen: there is nothing to compare.',
  contents: 'Experiments',
  experiment: 'Experiment',
  control: 'control',
  controlIs: (name, chosenBy) => {
    switch (chosenBy) {
      case 'option':
        return `Compared with ${name}, as asked for.`
      case 'name':
        return `Compared with ${name}, the variant of that name.`
      case 'smallest':
        return `Compared with ${name}, the smallest value, since no variant is named control.`
    }
  },
  fromAnalysis: (sentence) => sentence,
  ofOne: (name, sentence) => `${name}: ${sentence}`,
  onlyOneVariant:
    'Only one variant was seen, so there is nothing to compare: check that the experiment splits its units, and that every file of the log was named.',
  verdicts: { good: 'holds', doubtful: 'look here', bad: 'broken' },

  checks: {
    title: 'May the numbers be read?',
    broken: 'Do not trust the numbers below',
    brokenAdvice: 'Find the cause first; no lift of this experiment means anything until then.',
    sampleRatio: 'Sample ratio',
    sampleRatioGood: (shares, p) => `Each variant got its share of units. ${shares}; ${p}.`,
    sampleRatioDoubtful: (p) =>
      `The variants hardly got the units they should have by chance (${p}). Look for a cause before trusting a small effect.`,
    sampleRatioBroken: (p) =>
      `The variants did not get the units they should have (${p}): something decided who was counted.`,
    notChecked: (reason, shares) => `Not checked: ${reason} Counted: ${shares}.`,
    sharesHead: ['Variant', 'Observed', 'Share', 'Expected', 'Planned share'],
    loss: 'Loss',
    lossGood: (shares, p) =>
      `The same share of pages misses events in every variant, as far as can be told. ${shares}; ${p}.`,
    lossDoubtful: (shares, p) =>
      `Pages of one variant lost events more often than chance would make likely (${p}). Look for a cause before trusting a small effect. Pages that miss events: ${shares}.`,
    lossBroken: (shares, p) =>
      `Pages of one variant lost events more often than those of another (${p}), so the variants do not count alike. Pages that miss events: ${shares}.`,
    lossUndefined: (reason, shares) => `Not compared: ${reason} Pages that miss events: ${shares}.`,
    lossOf: (variant, missing, streams, share) => `${variant}: ${missing} of ${streams} (${share})`,
    delivery: 'Delivery',
    delivered: ({ issued, received, dropped, lost, open, repeated }) => {
      const still =
        open === undefined ? '' : open === 'all' ? ', which may still come' : `, of which ${open} may still come`
      return `${[
        `${issued} issued`,
        `${received} received`,
        ...(dropped === undefined ? [] : [`${dropped} dropped on purpose by the pages`]),
        lost === undefined ? 'none lost' : `${lost.count} lost (${lost.share})${still}`,
        repeated === undefined ? 'none twice' : `${repeated} repeated left out`,
      ].join(', ')}.`
    },
    lostBy: (shares) => `Lost by variant: ${shares}.`,
    crossover: 'Crossover',
    idsDoNotLast: (share) => `They are ${share} of all, so their ids do not last.`,
    crossed: (units, shown) =>
      units === 0
        ? 'No unit met more than one variant.'
        : `${plural(units, shown, 'unit')} met more than one variant and ${units === 1 ? 'is' : 'are'} left out.`,
    list: (parts) => parts.join(', '),
  },

  log: {
    title: 'The log',
    read: 'Read',
    lines: (lines, events) => `${lines} lines, ${events} different events.`,
    nothingThere: 'The log is empty: name another file, or wait until a page has sent something to heddle collect.',
    noEvents: 'No line is an event: is it a log? The log of another tool is read with --mapping.',
    unknown: 'Unknown types',
    unknownFound: (counts) => `${counts}; kept in the log and left out of every number.`,
    broken: 'Broken lines',
    brokenFound: (count, shown) =>
      `${plural(count, shown, 'line')} could not be read and ${count === 1 ? 'is' : 'are'} left out:`,
    more: (count) => `and ${count} more`,
    conflicts: 'Conflicts',
    conflictsFound: (count, shown) =>
      `${plural(count, shown, 'event')} with different contents under one number; nobody can tell which is true, so they count nowhere.`,
    goals: 'Goals',
    unfed: (metrics, goals) =>
      `The log holds no event for ${metrics}. ${goals === undefined ? 'It holds no goal at all: is it the right log?' : `Its goals are ${goals}: check the spelling.`}`,
    table: 'The table',
    withoutName: (count, rows) =>
      `${count} of ${rows} rows are left out: a name of a unit, variant or experiment is empty.`,
    empty: 'Empty fields',
    emptyFound: (counts) => `${counts}; counted as 0.`,
    mappedBy: (mapping) => `The log, by the mapping ${mapping}`,
    records: ({ records, events, repeated, other }) =>
      `${[
        `${records} records`,
        `${events} different events`,
        ...(repeated === undefined ? [] : [`${repeated} repeated left out`]),
        ...(other === undefined ? [] : [`${other} of the records about nothing that is mapped`]),
      ].join(', ')}.`,
    brokenRecords: 'Broken records',
    brokenRecordsFound: (count, shown) =>
      `${plural(count, shown, 'record')} could not be mapped and ${count === 1 ? 'is' : 'are'} left out:`,
    mapping: 'Mapping',
  },

  plan: {
    title: 'Plan',
    along: (units, planned, share) => `${units} of ${planned} planned units (${share})`,
    decides: 'This look may decide.',
    preview: 'This look decides nothing: the numbers below are a preview.',
    rule: ({ name }) => name,
    found: (along, rule, terms, decides) => `${[along, rule, ...terms].join('; ')}. ${decides}`,
    decidedBy: (metric) => `${metric} decides`,
    guarded: (metrics) => `guarded: ${metrics}`,
    days: (start, end) =>
      [...(start === undefined ? [] : [`from ${start}`]), ...(end === undefined ? [] : [`to ${end}`])].join(' '),
    meaning: ({ name }) => {
      if (name.startsWith('always valid')) {
        return 'Always valid: intervals and p-values hold at all looks together, however often one looks.'
      }
      if (name === 'group sequential') {
        return 'Group sequential: intervals and p-values hold at the planned looks together, and only there.'
      }
      return 'Fixed horizon: intervals and p-values hold for one look, when the planned units are there.'
    },
  },

  decision: {
    title: 'Decision',
    verdicts: {
      ship: 'Ship it',
      'keep-control': 'Keep the control',
      'keep-running': 'Keep running',
      broken: 'Broken: decide nothing',
    },
    ship: (variant) => `Ship ${variant}`,
    none: 'No decision',
    hypothesis: (text) => `Hypothesis: ${text}`,
  },

  metric: {
    kinds: {
      proportion: 'share of units',
      mean: 'mean per unit',
      ratio: 'ratio',
      retention: 'retention',
      quantile: 'quantile',
      funnel: 'funnel',
      between: 'time between',
    },
    quantile: (p) => `quantile ${p}`,
    lessIsGood: 'less is good',
    added: 'added since the log has it',
    decides: 'decides',
    head: {
      variant: 'Variant',
      units: 'Units',
      value: 'Value',
      difference: 'Difference',
      lift: 'Lift',
      interval: (level) => `${level} interval`,
      p: 'p',
      adjusted: 'adj. p',
    },
    interval: englishIntervals,
    raises: (variant, metric, effect) => `${variant} raises ${metric}: ${effect}.`,
    lowers: (variant, metric, effect) => `${variant} lowers ${metric}: ${effect}.`,
    open: (variant, control, metric, effect) =>
      `The data do not tell ${variant} and ${control} apart in ${metric}: ${effect}.`,
    undefined: (variant, control, metric) => `${variant} and ${control} cannot be compared in ${metric} yet.`,
    preview: (sentence) => `As a preview: ${sentence}`,
    distrusted: (sentence) => `Not to be trusted: ${sentence}`,
    chart: (metric, level) => `Lift of ${metric} with its ${level} interval.`,
    onlyUnits: (conditions) => `Only units with ${conditions}.`,
    withChange: 'the change on a page that exposed them',
    openUnits: (units) => `Left out: ${units} units whose time was not over at the end of the log.`,
    capped: (value, p) => `A unit counts with ${value} at most, the quantile ${p} of all units.`,
    adjustedBy: (reductions) => `Adjusted by what units did before; variance of the difference less by: ${reductions}.`,
    notes: 'Notes',
  },

  guardrail: {
    title: 'Guardrail',
    ofControl: (share) => `${share} % of the control`,
    margin: (size, good, byDefault) =>
      `${size} (${good === 'up' ? 'more' : 'less'} is good${byDefault ? ', by default' : ''})`,
    nonInferior: (variant, margin, p) => `${variant} is not worse by as much as ${margin}; ${p}`,
    inferior: (variant, margin) => `${variant} is worse by more than ${margin}`,
    undecided: (variant, margin, power) =>
      `${variant}: open whether it is worse by as much as ${margin}; with no difference at all, units like these would have shown that it is not with a chance of ${power}`,
    undefined: (variant, reason) => `${variant}: not judged. ${reason}`,
    preview: ', as a preview',
  },

  segments: {
    title: (attribute) => `By ${attribute}`,
    segment: 'Segment',
    differ: (variant, attribute, test) => `The difference of ${variant} varies with ${attribute} (${test}).`,
    alike: (variant, attribute, test) =>
      `Nothing says that the difference of ${variant} varies with ${attribute} (${test}): the largest row may be the luckiest one.`,
    unknown: (variant, attribute, reason) =>
      `Whether the difference of ${variant} varies with ${attribute} cannot be told: ${reason}`,
    shrunken: 'Most likely difference',
    pooled: 'All together',
    family: (rows) => `adj. p of segments: Holm, over the ${rows} segment rows of this metric.`,
    chart: (metric, attribute) =>
      `Difference of ${metric} by ${attribute}: each segment by itself (thin), and the most likely one, given all segments (dot and thick line).`,
  },

  steps: {
    title: 'Steps',
    step: 'Step',
    lost: (share) => `−${share}`,
    reached: 'reached',
    dropped: 'lost since the step before',
    note: 'Share of all units of the variant that reached the step, and share of those at the step before who did not go on.',
    chart: (metric) => `Share of units that reached each step of ${metric}, by variant.`,
  },

  method: {
    title: 'How this was computed',
    method: 'Method',
    holm: (comparisons) =>
      `adj. p: Holm, over the ${comparisons} comparisons of the experiment; the intervals are not adjusted.`,
    holmOfAdded: (comparisons) => `Metrics that were added are a family of their own, of ${comparisons} comparisons.`,
    distrust: 'A check is broken, see above: do not trust these numbers.',
  },

  survey: {
    title: (experiments, variants, comparisons) =>
      `${experiments} experiments, ${variants} variants, ${comparisons} comparisons`,
    sampleRatio: ({ checked, doubtful, doubtfulByChance, broken, brokenByChance }) =>
      `${doubtful} of ${checked} experiments fail at 0.01, where chance would give ${doubtfulByChance}; ${broken} fail at 0.001, where chance would give ${brokenByChance}.`,
    ratioDoubtful: 'They are counted and listed apart.',
    ratioBroken:
      'Their variants did not get the units they should have; do not trust their lifts. They are listed apart, but what broke them may have touched the others too.',
    head: ['Sample ratio', 'Experiments', 'Comparisons', 'Significant up', 'Down', 'Undefined'],
    holds: 'holds',
    fails: 'fails at 0.01',
    all: 'all',
    moved: (comparisons, experiments) => `${comparisons} in ${experiments}`,
    significant: (alpha, chance, experiments) =>
      `Significant: adjusted p ≤ ${alpha}, Holm within each experiment. With no effect anywhere, chance would still make up to ${chance} of the ${experiments} experiments whose sample ratio holds show one.`,
    strongest: 'Strongest evidence',
    strongestNote:
      'Where the sample ratio holds. Picked because they are extreme, so their lifts are larger than what a repetition would show.',
    worst: 'Worst sample ratios',
    worstHead: ['Experiment', 'Furthest off', 'Observed', 'Expected', 'p'],
    experiment: 'Experiment',
    metric: 'Metric',
    median: 'median',
    quantiles: 'Quantiles of the estimated lifts; chance spreads them wider than the true ones.',
  },
}

/** Simplified Chinese. */
import { chineseSentences } from './sentences/chinese.js'
import { sayIn } from './sentences/recognise.js'
import type { Texts } from './texts.js'

export const chinese: Texts = {
  tag: 'zh-Hans',
  title: '提升报告',
  nothingSeen: '没有发现任何实验，无可比较。',
  contents: '实验列表',
  experiment: '实验',
  control: '对照',
  controlIs: (name, chosenBy) => {
    switch (chosenBy) {
      case 'option':
        return `以 ${name} 为对照（按指定）。`
      case 'name':
        return `以 ${name} 为对照（名称即为 control）。`
      case 'smallest':
        return `以 ${name} 为对照：没有名为 control 的变体，取最小值。`
    }
  },
  fromAnalysis: (sentence) => sayIn(chineseSentences, sentence) ?? sentence,
  ofOne: (name, sentence) => `${name}：${sentence}`,
  onlyOneVariant: '只看到一个变体，无可比较：请检查实验是否分流，以及日志文件是否齐全。',
  verdicts: { good: '通过', doubtful: '需留意', bad: '不通过' },

  checks: {
    title: '数字可信吗？',
    broken: '请勿采信下面的数字',
    brokenAdvice: '请先查明原因；在此之前，这个实验的任何提升都没有意义。',
    sampleRatio: '样本比例',
    sampleRatioGood: (shares, p) => `各变体分到的样本与计划一致。${shares}；${p}。`,
    sampleRatioDoubtful: (p) => `各变体的样本量之差很难用偶然解释（${p}）。采信小的效应之前请先查找原因。`,
    sampleRatioBroken: (p) => `样本比例失衡（SRM，${p}）：各变体没有分到应有的样本量，有某种因素决定了谁被计入。`,
    notChecked: (reason, shares) => `未检验：${reason} 计数：${shares}。`,
    sharesHead: ['变体', '实际', '份额', '预期', '计划份额'],
    loss: '丢失',
    lossGood: (shares, p) => `就目前所见，各变体中缺少事件的页面比例相同。${shares}；${p}。`,
    lossDoubtful: (shares, p) =>
      `某个变体的页面丢失事件的频率超出偶然的可能（${p}）。采信小的效应之前请先查找原因。缺少事件的页面：${shares}。`,
    lossBroken: (shares, p) =>
      `某个变体的页面比另一个更常丢失事件（${p}），因此各变体的计数口径不一致。缺少事件的页面：${shares}。`,
    lossUndefined: (reason, shares) => `未比较：${reason} 缺少事件的页面：${shares}。`,
    lossOf: (variant, missing, streams, share) => `${variant}：${streams} 个页面中有 ${missing} 个（${share}）`,
    delivery: '送达',
    delivered: ({ issued, received, dropped, lost, open, repeated }) => {
      const still = open === undefined ? '' : open === 'all' ? '，仍可能到达' : `，其中 ${open} 条仍可能到达`
      return `${[
        `发出 ${issued} 条`,
        `收到 ${received} 条`,
        ...(dropped === undefined ? [] : [`页面主动放弃 ${dropped} 条`]),
        lost === undefined ? '无丢失' : `丢失 ${lost.count} 条（${lost.share}）${still}`,
        repeated === undefined ? '无重复' : `已剔除重复 ${repeated} 条`,
      ].join('，')}。`
    },
    lostBy: (shares) => `各变体的丢失：${shares}。`,
    crossover: '跨组样本',
    idsDoNotLast: (share) => `占全部的 ${share}，说明其标识不能持久。`,
    crossed: (units, shown) =>
      units === 0 ? '没有样本遇到一个以上的变体。' : `${shown} 个样本遇到了一个以上的变体，已剔除。`,
    list: (parts) => parts.join('、'),
  },

  log: {
    title: '日志',
    read: '读取',
    lines: (lines, events) => `${lines} 行，${events} 个不同的事件。`,
    nothingThere: '日志是空的：请换一个文件，或等到有页面向 heddle collect 发送事件。',
    noEvents: '没有一行是事件：这是日志吗？其他工具的日志请用 --mapping 读取。',
    unknown: '未知类型',
    unknownFound: (counts) => `${counts}；保留在日志中，不计入任何数字。`,
    broken: '损坏的行',
    brokenFound: (_, shown) => `${shown} 行无法读取，已剔除：`,
    conflicts: '冲突',
    conflictsFound: (_, shown) => `${shown} 个事件在同一编号下内容不同；无法判断哪个为真，因此不计入任何数字。`,
    more: (count) => `另有 ${count} 行`,
    goals: '目标',
    unfed: (metrics, goals) =>
      `日志中没有 ${metrics} 的事件。${goals === undefined ? '其中没有任何目标：日志是否选对了？' : `其中的目标有 ${goals}：请检查拼写。`}`,
    table: '数据表',
    withoutName: (count, rows) => `${rows} 行中有 ${count} 行被剔除：样本、变体或实验的名称为空。`,
    empty: '空字段',
    emptyFound: (counts) => `${counts}；按 0 计。`,
    mappedBy: (mapping) => `日志（按映射 ${mapping}）`,
    records: ({ records, events, repeated, other }) =>
      `${[
        `${records} 条记录`,
        `${events} 个不同的事件`,
        ...(repeated === undefined ? [] : [`已剔除重复 ${repeated} 条`]),
        ...(other === undefined ? [] : [`${other} 条记录与映射无关`]),
      ].join('，')}。`,
    brokenRecords: '损坏的记录',
    brokenRecordsFound: (_, shown) => `${shown} 条记录无法映射，已剔除：`,
    mapping: '映射',
  },

  plan: {
    title: '计划',
    along: (units, planned, share) => `计划 ${planned} 个样本，已有 ${units} 个（${share}）`,
    decides: '本次查看可以得出结论。',
    preview: '本次查看不能得出结论：下面的数字仅供预览。',
    rule: ({ name }) =>
      name.startsWith('always valid') ? '始终有效' : name === 'group sequential' ? '成组序贯' : '固定样本量',
    found: (along, rule, terms, decides) => `${[along, rule, ...terms].join('；')}。${decides}`,
    decidedBy: (metric) => `决策指标：${metric}`,
    guarded: (metrics) => `护栏指标：${metrics}`,
    days: (start, end) =>
      start === undefined ? `至 ${end}` : end === undefined ? `自 ${start} 起` : `${start} 至 ${end}`,
    meaning: ({ name }) => {
      if (name.startsWith('always valid')) return '始终有效：无论查看多少次，置信区间和 p 值对所有查看同时成立。'
      if (name === 'group sequential') return '成组序贯：置信区间和 p 值对计划中的各次查看同时成立，且仅在那时成立。'
      return '固定样本量：置信区间和 p 值只对计划样本到齐时的一次查看成立。'
    },
  },

  decision: {
    title: '结论',
    verdicts: {
      ship: '上线',
      'keep-control': '保留对照',
      'keep-running': '继续运行',
      broken: '数据有问题：不下结论',
    },
    ship: (variant) => `上线 ${variant}`,
    none: '尚无结论',
    hypothesis: (text) => `假设：${text}`,
  },

  metric: {
    kinds: {
      proportion: '转化率',
      mean: '人均值',
      ratio: '比率',
      retention: '留存',
      quantile: '分位数',
      funnel: '漏斗',
      between: '间隔时间',
    },
    quantile: (p) => `分位数 ${p}`,
    lessIsGood: '越少越好',
    added: '因日志中有而自动加入',
    decides: '决定性指标',
    head: {
      variant: '变体',
      units: '样本量',
      value: '数值',
      difference: '差值',
      lift: '提升',
      interval: (level) => `${level} 置信区间`,
      p: 'p',
      adjusted: '校正 p',
    },
    interval: {
      undefined: '无定义',
      above: (end) => `高于 ${end}`,
      below: (end) => `低于 ${end}`,
      outside: (high, low) => `${high} 至 ${low} 之外`,
      everything: '任意值',
    },
    raises: (variant, metric, effect) => `${variant} 提高了 ${metric}：${effect}。`,
    lowers: (variant, metric, effect) => `${variant} 降低了 ${metric}：${effect}。`,
    open: (variant, control, metric, effect) => `在 ${metric} 上，数据尚不能区分 ${variant} 与 ${control}：${effect}。`,
    undefined: (variant, control, metric) => `在 ${metric} 上，${variant} 与 ${control} 尚无法比较。`,
    preview: (sentence) => `仅供预览：${sentence}`,
    distrusted: (sentence) => `不可采信：${sentence}`,
    chart: (metric, level) => `${metric} 的提升及其 ${level} 置信区间。`,
    onlyUnits: (conditions) => `仅限满足以下条件的样本：${conditions}。`,
    withChange: '在曝光页面上已应用改动',
    openUnits: (units) => `未计入：${units} 个样本的观察时间在日志结束时尚未结束。`,
    capped: (value, p) => `每个样本最多计 ${value}，即全部样本的 ${p} 分位数。`,
    adjustedBy: (reductions) => `已按样本此前的行为校正；差值方差的减少：${reductions}。`,
    notes: '附注',
  },

  guardrail: {
    title: '护栏指标',
    ofControl: (share) => `对照的 ${share} %`,
    margin: (size, good, byDefault) => `${size}（越${good === 'up' ? '多' : '少'}越好${byDefault ? '，默认值' : ''}）`,
    nonInferior: (variant, margin, p) => `${variant} 的恶化不到${margin}；${p}`,
    inferior: (variant, margin) => `${variant} 的恶化超过${margin}`,
    undecided: (variant, margin, power) =>
      `${variant}：恶化是否达到${margin}尚无定论；若毫无差异，以这样的样本量有 ${power} 的概率能证明没有恶化`,
    undefined: (variant, reason) => `${variant}：未判定。${reason}`,
    preview: '（预览）',
  },

  segments: {
    title: (attribute) => `按 ${attribute} 细分`,
    segment: '细分',
    differ: (variant, attribute, test) => `${variant} 的差值随 ${attribute} 而变（${test}）。`,
    alike: (variant, attribute, test) =>
      `没有证据表明 ${variant} 的差值随 ${attribute} 而变（${test}）：最大的一行也许只是运气最好。`,
    unknown: (variant, attribute, reason) => `无法判断 ${variant} 的差值是否随 ${attribute} 而变：${reason}`,
    shrunken: '最可能的差值',
    pooled: '合并',
    family: (rows) => `细分的校正 p：对该指标的 ${rows} 个细分行用 Holm 法。`,
    chart: (metric, attribute) =>
      `${metric} 的差值，按 ${attribute} 细分：细线为各细分单独的置信区间，圆点和粗线为综合所有细分后最可能的值。`,
  },

  steps: {
    title: '步骤',
    step: '步骤',
    lost: (share) => `−${share}`,
    reached: '到达',
    dropped: '自上一步起流失',
    note: '到达该步的样本占该变体全部样本的比例，以及上一步的样本中没有继续的比例。',
    chart: (metric) => `${metric} 各步骤的到达比例，按变体。`,
  },

  method: {
    title: '计算方法',
    method: '方法',
    holm: (comparisons) => `校正 p：对该实验的 ${comparisons} 个比较用 Holm 法；置信区间未校正。`,
    holmOfAdded: (comparisons) => `自动加入的指标自成一族，共 ${comparisons} 个比较。`,
    distrust: '有检验不通过（见上文）：请勿采信这些数字。',
  },

  survey: {
    title: (experiments, variants, comparisons) => `${experiments} 个实验，${variants} 个变体，${comparisons} 个比较`,
    sampleRatio: ({ checked, doubtful, doubtfulByChance, broken, brokenByChance }) =>
      `${checked} 个实验中有 ${doubtful} 个在 0.01 水平上不通过（偶然约 ${doubtfulByChance} 个）；${broken} 个在 0.001 水平上不通过（偶然约 ${brokenByChance} 个）。`,
    ratioDoubtful: '它们单独计数、单独列出。',
    ratioBroken: '这些实验的变体没有得到应有的样本量，请勿采信其提升。它们单独列出，但同样的原因也可能影响了其他实验。',
    head: ['样本比例', '实验', '比较', '显著上升', '下降', '无定义'],
    holds: '通过',
    fails: '0.01 不通过',
    all: '全部',
    moved: (comparisons, experiments) => `${comparisons}（${experiments} 个实验）`,
    significant: (alpha, chance, experiments) =>
      `显著：校正 p ≤ ${alpha}，在每个实验内用 Holm 法。即使毫无效应，样本比例通过的 ${experiments} 个实验中偶然也会有至多 ${chance} 个显著。`,
    strongest: '证据最强',
    strongestNote: '仅限样本比例通过的实验。因其极端而被选出，重复实验的提升通常会更小。',
    worst: '样本比例最差',
    worstHead: ['实验', '偏离最大', '实际', '预期', 'p'],
    experiment: '实验',
    metric: '指标',
    median: '中位数',
    quantiles: '估计提升的分位数；偶然使其分布比真实提升更宽。',
  },
}

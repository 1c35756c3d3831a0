/** Every text of the workbench around the lift view; a language that lacks one does not compile. */
import type { ViewName } from '../page/state.js'
import { chineseSingle, englishSingle, type SingleTexts } from './single-texts.js'
import { chineseSlots, englishSlots, type SlotsTexts } from './slots-texts.js'
import type { Language } from './texts.js'

export interface PageTexts {
  readonly title: string
  readonly languageName: string
  readonly language: string
  readonly open: string
  readonly save: string
  readonly drop: string
  readonly kinds: string
  readonly privacy: string
  readonly linked: string
  readonly reading: (share: string) => string
  readonly cancel: string
  readonly cancelled: string
  readonly computing: string
  readonly ready: (files: string, lines: string, events: string) => string
  readonly views: { readonly [view in ViewName]: string }
  readonly viewsLabel: string
  readonly chooseLabel: string
  readonly experiment: string
  readonly all: string
  readonly metrics: string
  readonly metricsHint: string
  readonly segment: string
  readonly none: string
  readonly from: string
  readonly to: string
  readonly planned: string
  readonly step: (place: number) => string
  readonly goal: (place: number) => string
  readonly chooseSteps: string
  readonly chooseGoals: string
  readonly chooseStep: string
  readonly noGoals: string
  readonly after: string
  readonly without: string
  readonly live: {
    readonly asking: string
    readonly live: (time: string) => string
    readonly paused: (time: string | undefined) => string
    readonly gone: (time: string | undefined) => string
    readonly back: string
    readonly pause: string
    readonly resume: string
    readonly waiting: string
  }
  readonly overTime: {
    readonly title: (metric: string, variant: string) => string
    readonly note: string
    readonly day: string
    readonly units: string
    readonly oneDay: string
    readonly nothing: string
  }
  readonly share: {
    readonly title: (goals: string) => string
    readonly goal: string
    readonly of: string
    readonly clicks: string
    readonly clickers: string
    readonly share: string
    readonly everybody: string
    readonly compared: string
  }
  readonly paths: {
    readonly title: (step: string) => string
    readonly next: string
    readonly end: string
    readonly goesOn: string
    readonly visitors: (group: string, count: string) => string
    readonly others: string
    readonly left: (without: string | undefined) => string
    readonly last: string
    readonly nothingAfter: string
    readonly note: string
    readonly everybody: string
  }
  readonly slots: SlotsTexts
  readonly single: SingleTexts
}

const english: PageTexts = {
  title: 'Workbench',
  languageName: 'English',
  language: 'Language',
  open: 'Open a log',
  save: 'Save as a report',
  drop: 'Drop a log here, or open one',
  kinds:
    'NDJSON as heddle collect writes it, plain or gzipped; CSV or Parquet with a row per unit, per variant or per event.',
  privacy: 'It is read on this machine, in this page. Nothing is sent anywhere.',
  linked: 'This link shows a certain view of a log. Open the log to see it.',
  reading: (share) => `Reading ${share}`,
  cancel: 'Cancel',
  cancelled: 'Cancelled: nothing is open.',
  computing: 'Computing',
  ready: (files, lines, events) => `${files}: ${lines} lines, ${events} events`,
  views: {
    lift: 'Lift',
    'over-time': 'Over time',
    funnel: 'Funnel',
    share: 'Share of clicks',
    slots: 'Slots',
    paths: 'Paths',
  },
  viewsLabel: 'Views',
  chooseLabel: 'What to look at',
  experiment: 'Experiment',
  all: 'all',
  metrics: 'Metrics',
  metricsHint: 'every goal; or mean(order, value); funnel(a, b)',
  segment: 'Segments',
  none: 'none',
  from: 'From day',
  to: 'To day',
  planned: 'Planned units',
  step: (place) => `Step ${place}`,
  goal: (place) => `Goal ${place}`,
  chooseSteps: 'Choose at least two steps of the funnel, in their order.',
  chooseGoals: 'Choose at least two goals that share the clicks.',
  chooseStep: 'Choose a step to see what visitors did after it.',
  noGoals: 'The log holds no goal and no click, so there is nothing to choose here.',
  after: 'After',
  without: 'Who did not reach',
  live: {
    asking: 'Asking the server',
    live: (time) => `Live, last heard ${time}`,
    paused: (time) => (time === undefined ? 'Paused' : `Paused at ${time}`),
    gone: (time) =>
      time === undefined
        ? 'The server does not answer; this page goes on asking.'
        : `The server does not answer: these are the numbers of ${time}, and this page goes on asking.`,
    back: 'The server answers again.',
    pause: 'Pause',
    resume: 'Go live',
    waiting: 'The log is empty so far. Its first events appear here by themselves.',
  },
  overTime: {
    title: (metric, variant) => `${metric}: lift of ${variant}, day by day`,
    note: 'The log as it was at the end of each day of receipt (UTC), with intervals that hold at all days together; they plan with the units above, or with those at the end.',
    day: 'Day',
    units: 'Units',
    oneDay: 'All of the log was received on one day: there is no course of time to show.',
    nothing:
      'No experiment has a second variant on these days, so there is no lift to follow. Choose more days, or another experiment.',
  },
  share: {
    title: (goals) => `Of all clicks on ${goals}`,
    goal: 'Goal',
    of: 'Variant',
    clicks: 'Clicks',
    clickers: 'Units',
    share: 'Share',
    everybody: 'everybody',
    compared: 'Compared with the control',
  },
  paths: {
    title: (step) => `What visitors did after ${step}`,
    next: 'Then',
    end: 'end of the visit',
    goesOn: '…',
    visitors: (group, count) => `${group} (${count})`,
    others: 'all other paths',
    left: (without) => (without === undefined ? 'Where they left' : `Where those left who did not reach ${without}`),
    last: 'Last event',
    nothingAfter: 'itself',
    note: 'A visitor counts once, by the first visit with the step. Shares are counts, not estimates: the lift says what is more than chance.',
    everybody: 'everybody',
  },
  slots: englishSlots,
  single: englishSingle,
}

const chinese: PageTexts = {
  title: '工作台',
  languageName: '中文',
  language: '语言',
  open: '打开日志',
  save: '另存为报告',
  drop: '把日志拖到这里，或打开一个',
  kinds: 'heddle collect 写出的 NDJSON（可为 gzip）；每行一个样本、变体或事件的 CSV 或 Parquet。',
  privacy: '日志只在本机、本页面内读取，不会发送到任何地方。',
  linked: '这个链接对应日志的某个视图。请打开该日志。',
  reading: (share) => `正在读取 ${share}`,
  cancel: '取消',
  cancelled: '已取消：没有打开的日志。',
  computing: '正在计算',
  ready: (files, lines, events) => `${files}：${lines} 行，${events} 个事件`,
  views: { lift: '提升', 'over-time': '随时间变化', funnel: '漏斗', share: '点击份额', slots: '位置', paths: '路径' },
  viewsLabel: '视图',
  chooseLabel: '查看内容',
  experiment: '实验',
  all: '全部',
  metrics: '指标',
  metricsHint: '每个目标；或 mean(order, value)；funnel(a, b)',
  segment: '细分',
  none: '无',
  from: '起始日',
  to: '截止日',
  planned: '计划样本量',
  step: (place) => `步骤 ${place}`,
  goal: (place) => `目标 ${place}`,
  chooseSteps: '请按顺序选择至少两个漏斗步骤。',
  chooseGoals: '请选择至少两个共享点击的目标。',
  chooseStep: '请选择一个步骤，查看访客之后做了什么。',
  noGoals: '日志中没有目标，也没有点击，这里无可选择。',
  after: '在此之后',
  without: '未到达',
  live: {
    asking: '正在询问服务器',
    live: (time) => `实时，最近更新 ${time}`,
    paused: (time) => (time === undefined ? '已暂停' : `已于 ${time} 暂停`),
    gone: (time) =>
      time === undefined
        ? '服务器没有应答，本页面会继续询问。'
        : `服务器没有应答：这里是 ${time} 的数字，本页面会继续询问。`,
    back: '服务器已恢复应答。',
    pause: '暂停',
    resume: '恢复实时',
    waiting: '日志目前为空，最早的事件会自动显示在这里。',
  },
  overTime: {
    title: (metric, variant) => `${metric}：${variant} 的提升，逐日`,
    note: '每个接收日（UTC）结束时的日志；置信区间对所有日子同时成立，按上面的计划样本量，或按最后的样本量计。',
    day: '日期',
    units: '样本量',
    oneDay: '整个日志都在同一天收到，没有随时间的变化可看。',
    nothing: '这些日子里没有实验有第二个变体，没有可跟踪的提升。请选择更多日子或另一个实验。',
  },
  share: {
    title: (goals) => `${goals} 的全部点击中`,
    goal: '目标',
    of: '变体',
    clicks: '点击',
    clickers: '样本',
    share: '份额',
    everybody: '全体',
    compared: '与对照比较',
  },
  paths: {
    title: (step) => `访客在 ${step} 之后做了什么`,
    next: '随后',
    end: '访问结束',
    goesOn: '…',
    visitors: (group, count) => `${group}（${count}）`,
    others: '其他所有路径',
    left: (without) => (without === undefined ? '在哪里离开' : `未到达 ${without} 者在哪里离开`),
    last: '最后的事件',
    nothingAfter: '即该步骤',
    note: '每位访客只计一次，以首次包含该步骤的访问为准。份额是计数而非估计：是否超出偶然，请看提升。',
    everybody: '全体',
  },
  slots: chineseSlots,
  single: chineseSingle,
}

export const pageTexts: { readonly [language in Language]: PageTexts } = { en: english, zh: chinese }

/** The texts of the view of slots. */

export interface SlotsTexts {
  readonly title: (experiment: string) => string
  readonly found: (clicks: string, items: string, clickers: string, units: string) => string
  readonly chooseExperiment: string
  readonly nothing: (experiment: string) => string
  readonly item: (place: number) => string
  readonly chart: string
  readonly slot: (slot: number) => string
  readonly shownOnly: (shown: string, all: string) => string
  readonly head: {
    readonly variant: string
    readonly item: string
    readonly slot: string
    readonly clicks: string
    readonly clickers: string
    readonly share: string
    readonly ratio: string
    readonly interval: (level: string) => string
  }
  readonly all: string
  readonly table: string
  readonly slotsTitle: string
  readonly shareOfClicks: string
  readonly effects: string
  readonly itemItself: string
  readonly slotItself: string
  readonly itemDraws: (item: string, times: string, reference: string, verdict: Drawn) => string
  readonly slotDraws: (slot: string, times: string, reference: string, verdict: Drawn) => string
  readonly reference: string
  readonly notApart: string
  readonly note: string
}

/** Whether it draws more or fewer clicks, or whether that is open. */
export type Drawn = 'more' | 'less' | 'open'

const plainly = { more: 'more', less: 'less' } as const

export const englishSlots: SlotsTexts = {
  title: (experiment) => `What was clicked where in ${experiment}`,
  found: (clicks, items, clickers, units) => `${clicks} clicks on ${items} items, by ${clickers} of ${units} units.`,
  chooseExperiment: 'Choose the experiment that put items into other slots.',
  nothing: (experiment) =>
    `No click of ${experiment} names an item and a slot. Clicks on elements with data-item name both when trackClicks records them.`,
  item: (place) => `Item ${place}`,
  chart: 'Share of units that clicked, slot by slot',
  slot: (slot) => `Slot ${slot}`,
  shownOnly: (shown, all) => `The drawing has the ${shown} most clicked of ${all}; the table has all.`,
  head: {
    variant: 'Variant',
    item: 'Item',
    slot: 'Slot',
    clicks: 'Clicks',
    clickers: 'Units',
    share: 'Of units',
    ratio: 'Draws',
    interval: (level) => `${level} interval`,
  },
  all: 'All numbers',
  table: 'Items where they stood',
  slotsTitle: 'Slots, whatever stood there',
  shareOfClicks: 'Share of clicks',
  effects: 'What the item did, and what the slot did',
  itemItself: 'The item itself, in any slot',
  slotItself: 'The slot itself, for any item',
  itemDraws: (item, times, reference, verdict) =>
    verdict === 'open'
      ? `Whether ${item} draws more than ${reference} in the same slot is open: ${times}.`
      : `In the same slot ${item} draws ${plainly[verdict]} than ${reference}: ${times}.`,
  slotDraws: (slot, times, reference, verdict) =>
    verdict === 'open'
      ? `Whether slot ${slot} draws more than slot ${reference} for the same item is open: ${times}.`
      : `For the same item slot ${slot} draws ${plainly[verdict]} than slot ${reference}: ${times}.`,
  reference: 'reference',
  notApart: 'What the item did and what the slot did cannot be told apart here.',
  note: 'Slot 0 is first in reading order. Every exposed unit counts, and a unit once for each item, however often it clicks. The numbers hold for one look.',
}

const inChinese = { more: '多', less: '少' } as const

export const chineseSlots: SlotsTexts = {
  title: (experiment) => `${experiment} 中各位置的点击`,
  found: (clicks, items, clickers, units) =>
    `${units} 个样本中有 ${clickers} 个对 ${items} 个条目点击了 ${clicks} 次。`,
  chooseExperiment: '请选择调整了条目位置的实验。',
  nothing: (experiment) =>
    `${experiment} 中没有点击同时记录了条目和位置。trackClicks 会为带 data-item 的元素记录这两项。`,
  item: (place) => `条目 ${place}`,
  chart: '各位置上点击过的样本占比',
  slot: (slot) => `位置 ${slot}`,
  shownOnly: (shown, all) => `图中是 ${all} 项中点击最多的 ${shown} 项；表中列出全部。`,
  head: {
    variant: '变体',
    item: '条目',
    slot: '位置',
    clicks: '点击',
    clickers: '样本',
    share: '占样本',
    ratio: '吸引力',
    interval: (level) => `${level} 置信区间`,
  },
  all: '全部数字',
  table: '各条目及其所在位置',
  slotsTitle: '各位置，不论放的是什么',
  shareOfClicks: '点击份额',
  effects: '条目的作用与位置的作用',
  itemItself: '条目本身，不论位置',
  slotItself: '位置本身，不论条目',
  itemDraws: (item, times, reference, verdict) =>
    verdict === 'open'
      ? `在同一位置上，${item} 的点击是否多于 ${reference} 尚无定论：${times}。`
      : `在同一位置上，${item} 的点击比 ${reference} ${inChinese[verdict]}：${times}。`,
  slotDraws: (slot, times, reference, verdict) =>
    verdict === 'open'
      ? `对同一条目，位置 ${slot} 的点击是否多于位置 ${reference} 尚无定论：${times}。`
      : `对同一条目，位置 ${slot} 的点击比位置 ${reference} ${inChinese[verdict]}：${times}。`,
  reference: '基准',
  notApart: '这里无法区分条目的作用与位置的作用。',
  note: '位置 0 是阅读顺序中的第一个。每个曝光的样本都计入；同一样本对同一条目无论点击几次只计一次。数字只对一次查看成立。',
}

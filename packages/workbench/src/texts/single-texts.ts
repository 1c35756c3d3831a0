/** The texts of the single visits. */
import type { SingleEvent } from '@heddle/analysis'

export interface SingleTexts {
  readonly title: string
  readonly none: string
  readonly variant: string
  readonly anyVariant: string
  readonly last: string
  readonly reached: (step: string) => string
  readonly leftAfter: (step: string) => string
  readonly leftAtOnce: (step: string) => string
  readonly leftWithout: (goal: string) => string
  readonly visit: (place: string) => string
  readonly kinds: { readonly [kind in SingleEvent['kind']]: string }
  readonly item: (item: string, slot: string) => string
  readonly slot: (slot: string) => string
  readonly isStep: string
  readonly more: (count: string) => string
  readonly shown: (from: string, to: string, total: string) => string
  readonly pages: string
  readonly previous: string
  readonly next: string
  readonly note: string
}

export const englishSingle: SingleTexts = {
  title: 'Single visits',
  none: 'No visit is of this kind. Choose another one above.',
  variant: 'Variant',
  anyVariant: 'any',
  last: 'Visits that',
  reached: (step) => `reached ${step}`,
  leftAfter: (step) => `ended after ${step}`,
  leftAtOnce: (step) => `ended after ${step} itself`,
  leftWithout: (goal) => `did not reach ${goal}`,
  visit: (place) => `Visit ${place}`,
  kinds: { exposure: 'saw', click: 'click', goal: 'goal' },
  item: (item, slot) => `${item}, slot ${slot}`,
  slot: (slot) => `slot ${slot}`,
  isStep: 'the step',
  more: (count) => `${count} more events`,
  shown: (from, to, total) => `${from} to ${to} of ${total}`,
  pages: 'Pages of visits',
  previous: 'Previous',
  next: 'Next',
  note: 'Each visitor has one visit here. Who it was is not shown. The order is mixed and always the same, so the first ones are a fair sample.',
}

export const chineseSingle: SingleTexts = {
  title: '单次访问',
  none: '没有这样的访问。请在上面另选。',
  variant: '变体',
  anyVariant: '任意',
  last: '访问',
  reached: (step) => `到达了 ${step}`,
  leftAfter: (step) => `在 ${step} 之后结束`,
  leftAtOnce: (step) => `在 ${step} 本身结束`,
  leftWithout: (goal) => `未到达 ${goal}`,
  visit: (place) => `访问 ${place}`,
  kinds: { exposure: '看到', click: '点击', goal: '目标' },
  item: (item, slot) => `${item}，位置 ${slot}`,
  slot: (slot) => `位置 ${slot}`,
  isStep: '该步骤',
  more: (count) => `另有 ${count} 个事件`,
  shown: (from, to, total) => `第 ${from} 至 ${to} 次，共 ${total} 次`,
  pages: '翻页',
  previous: '上一页',
  next: '下一页',
  note: '每位访客在此只有一次访问，不显示其身份。顺序是打乱的且始终相同，因此前几次是公平的样本。',
}

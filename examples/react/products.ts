/**
 * What the shop sells, by department. Each drawing is a shape and its trim, in a field of 120 by 150.
 */

export const departments = ['fun', 'best', 'man', 'woman', 'kids'] as const

export type Department = (typeof departments)[number]

export interface Product {
  readonly name: string
  readonly aed: number
  readonly tint: 'rose' | 'sun' | 'mint' | 'sky'
  readonly drawing: Drawing
}

type Drawing = keyof typeof drawings

export const drawings = {
  kaftan: {
    shape: 'M50 30 30 41 8 92l22 11 7-17-11 56h68l-11-56 7 17 22-11-22-51-20-11q-10 9-20 0z',
    trim: 'M50 30l-5 2 9 20-1 32 7 8 7-8-1-32 9-20-5-2-7 17v23h-6V47zM10 87l22 11-2 5L8 92zM110 87 88 98l2 5 22-11zM27 135h66l1 7H26z',
  },
  kurta: {
    shape: 'M47 34 27 47 17 93l12 4 8-28-3 69h52l-3-69 8 28 12-4-10-46-20-13q-13 8-26 0z',
    trim: 'M47 34l2-5q11 6 22 0l2 5q-4 3-9 4v38h-8V38q-5-1-9-4zM18 88l12 4-1 5-12-4zM102 88l-12 4 1 5 12-4z',
  },
  tee: {
    shape: 'M45 44 19 55l7 26 12-4v53h44V77l12 4 7-26-26-11q-15 11-30 0z',
    trim: 'M60 72l8 14-8 14-8-14zM45 44l-3 1q18 16 36 0l-3-1q-15 11-30 0z',
  },
  sneaker: {
    shape: 'M17 112c-1-14 1-28 6-34 6 4 14 4 20 0 8 12 20 17 38 19 16 2 24 7 24 15z',
    trim: 'M14 110h92q4 14-10 14H24q-12 0-10-14zM47 84l8-6 2 3-8 6zM54 89l7-6 2 3-7 6z',
  },
  tote: {
    shape: 'M27 68h66l6 64q-39 8-78 0z',
    trim: 'M42 68c0-40 36-40 36 0h-5c0-30-26-30-26 0zM27 68h66l1 6H26zM60 88l9 14-9 14-9-14z',
  },
} as const

const kaftan: Product = { name: 'Marigold kaftan', aed: 189, tint: 'sun', drawing: 'kaftan' }
const gown: Product = { name: 'Evening kaftan', aed: 349, tint: 'rose', drawing: 'kaftan' }
const kurta: Product = { name: 'Block-print kurta', aed: 129, tint: 'sky', drawing: 'kurta' }
const linen: Product = { name: 'Linen kurta', aed: 149, tint: 'mint', drawing: 'kurta' }
const tee: Product = { name: 'Star tee', aed: 59, tint: 'sky', drawing: 'tee' }
const stripes: Product = { name: 'Holiday tee', aed: 45, tint: 'sun', drawing: 'tee' }
const sneaker: Product = { name: 'Everyday sneakers', aed: 219, tint: 'mint', drawing: 'sneaker' }
const disco: Product = { name: 'Disco sneakers', aed: 239, tint: 'rose', drawing: 'sneaker' }
const tote: Product = { name: 'Market tote', aed: 89, tint: 'sun', drawing: 'tote' }

export const products: { readonly [Name in Department]: readonly Product[] } = {
  fun: [kaftan, tee, disco, tote],
  best: [gown, kurta, sneaker, tote],
  man: [linen, kurta, sneaker, tee],
  woman: [gown, kaftan, disco, tote],
  kids: [stripes, tee, sneaker, kurta],
}

import { createHash } from 'node:crypto'
import { brotliCompressSync } from 'node:zlib'
import { bootScript, placeInHead } from '@heddle/cli'
import { decodeExperimentFile } from '@heddle/events'
import { describe, expect, test } from 'vitest'

const orders = { control: ['fun', 'best'], bestFirst: ['best', 'fun'] }
const tabs = { key: 'home-tabs', variants: orders, apply: { selector: '#tabs', change: 'reorder' } }
const scriptOf = (...experiments: object[]) => bootScript(decodeExperimentFile({ experiments }))

describe('The boot script', () => {
  test('is allowed by the CSP source that comes with it', async () => {
    const { code, element, cspSource } = await scriptOf(tabs)
    expect(element).toBe(`<script>${code}</script>`)
    expect(cspSource).toBe(`'sha256-${createHash('sha256').update(code).digest('base64')}'`)
  })

  test('carries only the changes and the part of the rule that its experiments need', async () => {
    const plain = await scriptOf(tabs)
    const more = await scriptOf(
      { ...tabs, audience: { lang: ['en'] } },
      { ...tabs, apply: { change: 'classes' }, variants: { control: {}, big: { big: true } } },
    )
    expect(plain.code).not.toMatch(/classList|innerWidth/)
    expect(more.code).toMatch(/classList/)
    expect(more.code).toMatch(/innerWidth/)
  })

  test('is the same for the same file', async () => {
    expect(await scriptOf(tabs)).toEqual(await scriptOf(tabs))
  })

  test.each(['</script><script>alert(1)</script>', '<!-- <script>', '</SCRIPT >'])(
    'cannot be left or changed by a text in it: %s',
    async (text) => {
      const { code } = await scriptOf({
        key: text,
        variants: { control: text, other: 'b' },
        apply: { selector: '#x', change: 'relabel' },
      })
      expect(code).not.toMatch(/<!--|<\/?script/i)
      expect(code).toMatch(/\\x3c|<\\\//)
    },
  )

  test('holds the limit that it was given', async () => {
    const { code } = await bootScript(decodeExperimentFile({ experiments: [tabs] }), { limitMs: 4321 })
    expect(code).toContain('4321')
  })

  test('takes as its place the element marked with the key, where no selector is given', async () => {
    const { code } = await scriptOf({ ...tabs, apply: { change: 'reorder' } })
    expect(code).toContain('[data-heddle~="home-tabs"]')
  })

  test.each([
    [{ ...tabs, apply: undefined }, 'No experiment in the file says with "apply"'],
    [
      { ...tabs, apply: { change: 'recolour' } },
      'Experiment "home-tabs": There is no change "recolour"; there are attributes',
    ],
    [{ ...tabs, apply: { change: [] } }, '"apply" has a "change"'],
    [{ ...tabs, variants: { control: false, gone: true }, apply: { change: 'hide' } }, 'Experiment "home-tabs": '],
    [{ ...tabs, variants: { control: orders.control } }, 'add a variant'],
  ])('is not made of a file that has a mistake, and the mistake is named', async (experiment, message) => {
    await expect(async () => scriptOf(experiment)).rejects.toThrow(message)
  })
})

test('The boot script of the first example keeps to its budget', async () => {
  const label = {
    key: 'help-label',
    variants: { control: 'Ticket', plain: 'Customer service' },
    apply: { selector: '#help', change: 'relabel' },
  }
  const { element } = await scriptOf(tabs, label)
  expect(brotliCompressSync(element).length).toBeLessThanOrEqual(1800)
})

describe('The place of the boot script', () => {
  test.each([
    [
      'comes after the encoding and the viewport, before the first stylesheet',
      '<html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
      '<link rel="stylesheet" href="a.css"><title>A</title></head>',
    ],
    [
      'comes before the first script',
      '<head><title>A</title><meta charset="utf-8">',
      '<script src="a.js"></script></head>',
    ],
    ['comes before the end of a head that loads nothing', '<head lang="en"><title>A</title>', '</head><body></body>'],
    [
      'is found where the tags of the head are left out',
      '<!doctype html><title>A</title>',
      '<link rel="icon" href="a.svg"><p>Text',
    ],
    ['is not behind a meta element that comes too late', '<head>', '<style>a{}</style><meta charset="utf-8"></head>'],
  ])('%s', (_, before, after) => {
    expect(placeInHead(before + after, '<script>x</script>').replaceAll('\n', '')).toBe(
      `${before}<script>x</script>${after}`,
    )
  })

  test('is taken once', () => {
    const once = placeInHead('<head></head>', '<script>x</script>')
    expect(placeInHead(once, '<script>x</script>')).toBe(once)
  })

  test('is missed with a sentence where a page has none', () => {
    expect(() => placeInHead('A text.', '<script>x</script>')).toThrow('no <head>')
  })
})

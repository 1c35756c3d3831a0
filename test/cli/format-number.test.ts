import {
  decimalsForDigits,
  decimalsForWidth,
  formatCount,
  formatP,
  formatShare,
  formatSigned,
  levelText,
  sentenceP,
} from '@heddle/analysis/view'
import { describe, expect, test } from 'vitest'

test('groups thousands', () => {
  expect(formatCount(22_666)).toBe('22,666')
})

test('shows a share as percent', () => {
  expect(formatShare(0.4996)).toBe('50.0 %')
  expect(formatShare(0.000123, 4)).toBe('0.0123 %')
})

test('always shows the sign of an effect, and never that of zero', () => {
  expect(formatSigned(65, 1)).toBe('+65.0')
  expect(formatSigned(-0.2, 1)).toBe('-0.2')
  expect(formatSigned(-0.04, 1)).toBe('0.0')
  expect(formatSigned(0.04, 1)).toBe('0.0')
  expect(formatSigned(-0, 0)).toBe('0')
  expect(formatShare(-0.0001, 1)).toBe('0.0 %')
})

test('shows as many decimals as the width of the interval can bear', () => {
  expect([380, 100, 38, 1, 0.38, 0.038].map(decimalsForWidth)).toEqual([0, 0, 1, 1, 2, 3])
  expect([0, Infinity, NaN].map(decimalsForWidth)).toEqual([1, 1, 1])
})

test('shows as many decimals as the digits of a value ask for', () => {
  expect([52.46, 0.0312, 1234, 0].map((value) => decimalsForDigits(value, 3))).toEqual([1, 4, 0, 0])
})

describe('a p-value', () => {
  test('has two digits, and powers of ten where it is tiny', () => {
    expect([1, 0.9312, 0.0431, 0.0012, 0.0001, 0.00009, 3e-19].map((p) => formatP(p))).toEqual([
      '1.00',
      '0.93',
      '0.043',
      '0.0012',
      '0.00010',
      '9e-5',
      '3e-19',
    ])
  })

  test('keeps its size where it is too small for a number', () => {
    expect(formatP(0, -1000 * Math.LN10)).toBe('1e-1000')
    expect(formatP(0)).toBe('<1e-300')
    expect(sentenceP(0)).toBe('p < 1e-300')
    expect(sentenceP(0.5)).toBe('p = 0.50')
  })

  test('is a dash where there is none', () => {
    expect(formatP(null)).toBe('–')
  })
})

test('names the level of an interval', () => {
  expect([0.05, 0.1, 0.01, 0.001].map(levelText)).toEqual(['95 %', '90 %', '99 %', '99.9 %'])
})

import { expect, test } from 'vitest'
import { createFootnotes } from '../../packages/cli/src/view/footnotes.js'
import { displayWidth, printable, shorten, wrap } from '../../packages/cli/src/view/text.js'

test('lets no name move the cursor, change colours or turn the text around', () => {
  expect(printable('a\u001b[31mb\nc\u202ed')).toBe('a\\u001b[31mb\\u000ac\\u202ed')
  expect(printable('客服 – عربي')).toBe('客服 – عربي')
})

test('counts the columns that a terminal uses', () => {
  expect(displayWidth('abc')).toBe(3)
  expect(displayWidth('客服')).toBe(4)
  expect(displayWidth('e\u0301')).toBe(1)
})

test('cuts a long name in its middle and leaves a short one alone', () => {
  expect(shorten('51436061220cb800020001e7', 11)).toBe('51436…001e7')
  expect(shorten('客服客服客服', 7)).toBe('客服…服')
  expect(shorten('control', 7)).toBe('control')
})

test('breaks lines between words and never inside one', () => {
  expect(wrap('one two three four', 9, '  ')).toEqual(['one two', '  three', '  four'])
  expect(wrap('averyveryverylongword', 5)).toEqual(['averyveryverylongword'])
})

test('numbers the same note once', () => {
  const notes = createFootnotes()
  expect([notes.mark('few units'), notes.mark('zero control', 'few units'), notes.mark()]).toEqual([' ¹', ' ² ¹', ''])
  expect(notes.lines(80)).toEqual(['¹ few units', '² zero control'])
})

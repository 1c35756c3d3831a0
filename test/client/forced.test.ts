import { forcedIn } from 'heddle'
import { describe, expect, test } from 'vitest'

describe('a page’s query', () => {
  test('forces the variants it names', () => {
    expect(forcedIn('?a=b&heddle=home-tabs:bestFirst,help-label:plain')).toEqual({
      'home-tabs': 'bestFirst',
      'help-label': 'plain',
    })
  })

  test.each(['', '?', '?a=b', '?heddle', '?heddle='])('forces nothing where it asks for nothing: %j', (search) => {
    expect(forcedIn(search)).toBeUndefined()
  })

  test('is unescaped', () => {
    expect(forcedIn('?heddle=a%3Ab%2Cc%3Ad')).toEqual({ a: 'b', c: 'd' })
  })
})

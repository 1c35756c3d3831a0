/** Says whether the log of a server is followed, since when it was not heard of, and lets the reader pause it. */
import type { Make } from '../html/elements.js'
import type { PageTexts } from '../texts/page-texts.js'

/** Whether the log of a server is followed, and when it was heard of last. */
export interface Pulse {
  readonly status: 'asking' | 'live' | 'paused' | 'gone'
  readonly at: Date | undefined
  /** What the server says, in English, if it answers and has no log. */
  readonly sentence?: string | undefined
}

export interface PulseElement {
  readonly element: HTMLElement
  /** @returns what is new, to be said aloud; not each time that the server was heard of */
  show(pulse: Pulse): string | undefined
}

/** @param turn pauses it, or goes on */
export function pulseElement(make: Make, { live: words }: PageTexts, turn: () => void): PulseElement {
  const text = make('span', { id: 'live' })
  const button = make('button', { type: 'button', class: 'quiet', id: 'turn' })
  const element = make('div', { class: 'pulse' }, make('i', { class: 'dot', 'aria-hidden': 'true' }), text, button)
  let before: Pulse['status'] | undefined
  button.addEventListener('click', turn)

  function sentenceOf({ status, at, sentence }: Pulse): string {
    const time = at?.toTimeString().slice(0, 8)
    switch (status) {
      case 'asking':
        return words.asking
      case 'live':
        return words.live(time ?? '')
      case 'paused':
        return words.paused(time)
      case 'gone':
        return sentence ?? words.gone(time)
    }
  }

  return {
    element,
    show: (pulse) => {
      const { status, sentence } = pulse
      element.className = `pulse ${status}`
      text.textContent = sentenceOf(pulse)
      if (sentence === undefined) text.removeAttribute('lang')
      else text.setAttribute('lang', 'en')
      button.textContent = status === 'paused' ? words.resume : words.pause
      const isNews = before !== undefined && before !== status && status !== 'asking'
      const isBack = isNews && status === 'live' && before === 'gone'
      if (status !== 'asking') before = status
      if (isBack) return words.back
      return isNews && status !== 'live' ? (text.textContent ?? undefined) : undefined
    },
  }
}

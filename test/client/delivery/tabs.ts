/**
 * Tabs of one visitor, in one document: each can be opened, closed, or ended without a word. They share rows, notes and
 * a channel; what a tab does after its end does not happen.
 */
import type { Batch } from '@heddle/events'
import { type Answer, type Client, createClient, defineGoal, type Transport } from 'heddle'
import { vi } from 'vitest'
import type { Buffer } from '../../../packages/client/src/delivery/buffer.js'
import { durable } from '../../../packages/client/src/delivery/durable.js'
import { memoryRows } from '../../../packages/client/src/delivery/memory-rows.js'
import type { Fate, ModelCollector } from './model-collector.js'
import { idOf } from './model-collector.js'

const goal = defineGoal('help')

export interface Tab {
  readonly client: Client
  readonly say: (value: number) => string
  /** As a visitor closes it: it still has a moment, and its last requests outlive it. */
  readonly close: () => void
  /** As when the process is killed. */
  readonly crash: () => void
}

/**
 * @param fates of the attempts to come; afterwards all is good
 * @param answerAfterMs how long the collector takes
 */
export function visitor(collector: ModelCollector, fates: Fate[], answerAfterMs: number) {
  const place = memoryRows()
  const channels = new Set<Channel>()
  let isMute = false

  class Channel {
    onmessage: ((event: { readonly data: unknown }) => void) | undefined
    constructor(readonly name: string) {
      channels.add(this)
    }
    postMessage(data: unknown): void {
      if (isMute) return
      for (const other of channels) {
        if (other !== this && other.name === this.name) queueMicrotask(() => other.onmessage?.({ data }))
      }
    }
    close(): void {
      channels.delete(this)
      this.onmessage = undefined
    }
  }
  vi.stubGlobal('BroadcastChannel', Channel)

  const openTab = (): Tab => {
    let isOver = false
    const held = new Set<Batch>()
    const never = new Promise<never>(() => {})

    const transport: Transport = async (batch, { when, signal }) => {
      if (isOver) return never
      if (when === 'later') {
        held.add(batch)
        signal.addEventListener('abort', () => held.delete(batch))
        return {}
      }
      const answer = collector.receive(batch, fates.shift() ?? 'good')
      return new Promise<Answer>((resolve) => {
        setTimeout(() => isOver || resolve(answer), answerAfterMs)
        signal.addEventListener('abort', () => isOver || resolve({}))
      })
    }

    /** Rows as a database holds them: copies, which nobody changes. */
    const open = (destination: string): Buffer => {
      const rows = place(destination)
      return {
        replace: async (gone, came) => (isOver ? never : rows.replace(gone, structuredClone(came))),
        take: async (limit, last) => (isOver ? never : structuredClone(await rows.take(limit, last))),
        list: async () => (isOver ? never : structuredClone(await rows.list())),
        clear: async () => (isOver ? never : rows.clear()),
      }
    }

    const client = createClient({ transport, buffer: durable(open), consent: 'granted' })

    /** What the browser holds for later is sent when a tab has ended, in whatever way. */
    const end = () => {
      isOver = true
      for (const batch of held) collector.receive(batch, 'lost')
      held.clear()
    }
    return {
      client,
      say(value) {
        client.track(goal, value)
        const { stream, issued } = client.diagnostics()
        return idOf(stream, issued)
      },
      close() {
        client.close()
        end()
      },
      crash() {
        end()
        isMute = true
        const { localStorage } = globalThis
        vi.stubGlobal('localStorage', undefined)
        client.close()
        vi.stubGlobal('localStorage', localStorage)
        isMute = false
      },
    }
  }

  return { openTab, rows: () => place('').take(10_000, undefined) }
}

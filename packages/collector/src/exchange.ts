/**
 * A request and its answer with nothing of a server's own classes: what the collector needs of the one and gives as the
 * other. The web's `Request` and `Response` are one form of it, Node's messages another that costs a third.
 */
import type { Body } from './read-body.js'

export interface Incoming {
  readonly method: string
  /** Path and query. */
  readonly url: string
  /** @param name in lower case */
  header(name: string): string | undefined
  /** To be called once at most. Never rejects. */
  body(maxBytes: number): Promise<Body>
}

export interface Outgoing {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Default: none. */
  readonly body?: string
}

/** Never rejects. */
export type Exchange = (incoming: Incoming) => Promise<Outgoing>

/** The same twice: as a web-standard handler, and without the web's classes, which `serve` prefers. */
export interface CollectorHandler {
  (request: Request): Promise<Response>
  readonly exchange: Exchange
}

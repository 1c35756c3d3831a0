import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import { type Handler, type ServeOptions, serve } from '@heddle/collector/node'
import { describe, expect, onTestFinished, test } from 'vitest'

async function served(handler: Handler, options?: ServeOptions): Promise<string> {
  const server = await serve(handler, options)
  onTestFinished(() => server.close())
  return server.url
}

const echo: Handler = async (request) => {
  const headers = { method: request.method, 'x-url': request.url, 'x-sent': request.headers.get('x-sent') ?? '' }
  return new Response(await request.text(), { status: 201, headers })
}

describe('a server', () => {
  test('passes method, address, headers and body, and sends back what the handler answers', async () => {
    const url = await served(echo)
    const response = await fetch(`${url}/a/b?c=d`, {
      method: 'PUT',
      body: 'é'.repeat(100_000),
      headers: { 'x-sent': 'yes' },
    })
    expect(response.status).toBe(201)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      method: 'PUT',
      'x-url': `${url}/a/b?c=d`,
      'x-sent': 'yes',
    })
    expect(await response.text()).toBe('é'.repeat(100_000))
  })

  test('streams answers', async () => {
    const url = await served(
      () =>
        new Response(new Blob(['a', 'b']).stream(), {
          headers: [
            ['set-cookie', 'a=1'],
            ['set-cookie', 'b=2'],
          ],
        }),
    )
    const response = await fetch(url)
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect(await response.text()).toBe('ab')
  })

  test('answers HEAD without a body', async () => {
    const response = await fetch(await served(() => new Response('text')), { method: 'HEAD' })
    expect([response.status, await response.text()]).toEqual([200, ''])
  })

  test('answers 500 when the handler throws, and tells the operator', async () => {
    const errors: unknown[] = []
    const url = await served(() => Promise.reject(new Error('oh')), { onError: (error) => errors.push(error) })
    expect((await fetch(url)).status).toBe(500)
    expect(errors).toEqual([new Error('oh')])
  })

  test('answers 400 to a request that has no web form', async () => {
    const { port } = new URL(await served(echo))
    const socket = connect(Number(port), '127.0.0.1')
    socket.end('GET / HTTP/1.1\r\nHost: [broken\r\nConnection: close\r\n\r\n')
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1\.1 400 /)
  })
})

describe('a body beyond the limit', () => {
  const large = Buffer.alloc(300_000, 'x')

  test('is answered 413, whatever the handler does with it', async () => {
    const careless: Handler = async (request) => new Response(await request.text().catch(() => 'ignored'))
    const response = await fetch(await served(careless, { maxBodyBytes: 100_000 }), { method: 'POST', body: large })
    expect(response.status).toBe(413)
  })

  test('that the handler does not read does not stand in the way of the next request', async () => {
    const url = await served(() => new Response('no, thank you', { status: 413 }), { maxBodyBytes: 1_000_000 })
    for (let i = 0; i < 5; i++) {
      const response = await fetch(url, { method: 'POST', body: large })
      expect([response.status, await response.text()]).toEqual([413, 'no, thank you'])
    }
  })

  test('that the handler stops reading does not take the answer away', async () => {
    const url = await served(
      async (request) => {
        const reader = request.body?.getReader()
        await reader?.read()
        await reader?.cancel()
        return new Response('enough', { status: 413 })
      },
      { maxBodyBytes: 1_000_000 },
    )
    for (let i = 0; i < 5; i++) {
      const response = await fetch(url, { method: 'POST', body: large })
      expect([response.status, await response.text()]).toEqual([413, 'enough'])
    }
  })
})

describe('a client that goes away', () => {
  test('in the middle of its body fails the handler’s reading and nothing else', async () => {
    let failed: (error: unknown) => void
    const failure = new Promise((resolve) => {
      failed = resolve
    })
    const url = await served(
      async (incoming) => new Response(await incoming.text().catch((error) => void failed(error))),
    )
    const outgoing = request(url, { method: 'POST', headers: { 'content-length': 1000 } })
    outgoing.on('error', () => {})
    outgoing.write('half', () => outgoing.destroy())
    expect(await failure).toBeInstanceOf(Error)
    expect(await (await fetch(url, { method: 'POST', body: 'whole' })).text()).toBe('whole')
  })
})

describe('a port', () => {
  test('that is in use is named, with what to do', async () => {
    const server = await serve(echo)
    onTestFinished(() => server.close())
    await expect(serve(echo, { port: server.port })).rejects.toThrow(
      `Port ${server.port} on 127.0.0.1 is in use; stop what listens there, or choose another port (0 is any).`,
    )
  })

  test('is free again when the server is closed, once or twice, with connections kept alive', async () => {
    const server = await serve(echo)
    await (await fetch(server.url)).text()
    await Promise.all([server.close(), server.close()])
    const again = await serve(echo, { port: server.port })
    await again.close()
    expect(again.port).toBe(server.port)
  })

  test('is held until the request under way is answered', async () => {
    let answer: (response: Response) => void
    let arrived: () => void
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve
    })
    const server = await serve(() => {
      arrived()
      return new Promise((resolve) => {
        answer = resolve
      })
    })
    const response = fetch(server.url)
    await arrival
    const closed = server.close()
    // biome-ignore lint/style/noNonNullAssertion: set when the request arrived
    answer!(new Response('late'))
    expect(await (await response).text()).toBe('late')
    await closed
  })
})

/**
 * Lets a server listen on a port that no other run ever had. A port that the system gives out a second time is an origin
 * with a storage from before, or a collector to which somebody else's tabs still send.
 */
import type { Server } from 'node:http'

/** Below the ports that systems give out by themselves, and without those that browsers refuse. */
let next = 20_000

/** @returns the port, on 127.0.0.1 */
export async function listenOnOwnPort(server: Server): Promise<number> {
  for (;;) {
    const port = next++
    const isFree = await new Promise<boolean>((resolve, reject) => {
      const refuse = (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error))
      server.once('error', refuse).listen(port, '127.0.0.1', () => {
        server.off('error', refuse)
        resolve(true)
      })
    })
    if (isFree) return port
    server.removeAllListeners('listening')
  }
}

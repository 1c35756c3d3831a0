/** The log that `heddle workbench --log` serves, on this machine. */

/** @param address of the log, which ends in its name */
export async function servedFiles(address: string): Promise<readonly File[]> {
  const response = await fetch(address, { cache: 'no-store' }).catch(() => undefined)
  if (!response) throw new Error('heddle workbench does not answer any more. Start it again, then read again.')
  if (!response.ok) throw new Error(`The log cannot be read. ${(await response.text()).trim()}`)
  return [new File([await response.blob()], decodeURIComponent(address.split('/').at(-1) ?? 'log'))]
}

/**
 * Bytes that hold whole lines, seen as bytes and as words of four.
 */

export interface Block {
  readonly bytes: Uint8Array
  /** Of the same bytes. */
  readonly view: DataView
}

/** So many bytes behind the last line may be read, whatever stands in them: words are compared where bytes are meant. */
export const spareBytes = 32

/** @param size how many bytes it holds, the spare ones not counted */
export function createBlock(size: number): Block {
  const buffer = new ArrayBuffer(size + spareBytes)
  return { bytes: new Uint8Array(buffer), view: new DataView(buffer) }
}

/**
 * Reads an experiment file from the disk; what may stand in it is the contract's knowledge.
 */
import { readFile } from 'node:fs/promises'
import { decodeExperimentFile, type ExperimentFile } from '@heddle/events'

/** @throws Error that names the file, and what was wrong with it */
export async function readExperiments(path: string): Promise<ExperimentFile> {
  const text = await readFile(path, 'utf8')
  try {
    return decodeExperimentFile(JSON.parse(text))
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.replace(/[.]?$/, '.') : cause
    throw new Error(`${path} is no experiment file: ${reason}`, { cause })
  }
}

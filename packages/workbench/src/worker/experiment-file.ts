/** An experiment file among the files that were opened: what is tested, and by what plan. */
import { type Definitions, definitionsOfFile } from '@heddle/analysis'
import { decodeExperimentFile, isObject } from '@heddle/events'

/** Whether the file is meant as one. A log can have any name, so what is in it tells. */
export const isExperimentFile = async (file: File): Promise<boolean> => (await experimentsIn(file)) !== undefined

/** @throws Error that names the file and what is wrong with it */
export async function readExperimentFile(file: File): Promise<Definitions | undefined> {
  const found = await experimentsIn(file)
  if (!found) return undefined
  try {
    return definitionsOfFile(decodeExperimentFile(found))
  } catch (cause) {
    throw new Error(`${file.name} is no experiment file: ${cause instanceof Error ? cause.message : cause}`)
  }
}

const mostBytes = 1_000_000

async function experimentsIn(file: File): Promise<object | undefined> {
  const found = /\.json$/i.test(file.name) && file.size < mostBytes ? parsed(await file.text()) : undefined
  return isObject(found) && 'experiments' in found ? found : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

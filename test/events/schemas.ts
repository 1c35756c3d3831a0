/**
 * The JSON Schemas of @heddle/events, compiled: what another language would hold against the same data.
 */
import { readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'

export const schemaNames = ['event', 'batch', 'log-line', 'answer', 'experiments'] as const

export const schemaId = (name: string) => `https://heddle.dev/schema/${name}.schema.json`

const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, strictTuples: false })
for (const name of schemaNames) {
  ajv.addSchema(
    JSON.parse(readFileSync(new URL(`../../packages/events/schema/${name}.schema.json`, import.meta.url), 'utf8')),
  )
}

export function schema(name: (typeof schemaNames)[number]): ValidateFunction {
  const validate = ajv.getSchema(schemaId(name))
  if (!validate) throw new Error(`There is no schema ${name}.`)
  return validate
}

/** The published schemas, made strict: a field that they do not describe is an error. */
import { readFileSync } from 'node:fs'
import { isObject } from '@heddle/events'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'

/** As it is published. */
export const schemaOf = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../packages/analysis/schema/${name}.schema.json`, import.meta.url), 'utf8'))

/** The same schema with every object closed, so that a field it does not describe is found. */
function closed(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(closed)
  if (!isObject(part)) return part
  const inner = Object.fromEntries(Object.entries(part).map(([name, value]) => [name, closed(value)]))
  return 'properties' in part && part.type === 'object' ? { additionalProperties: false, ...inner } : inner
}

/** @param name of a schema of the analysis, such as `lift-report`, whose definitions the others share */
export function validatorOf(name: string): ValidateFunction {
  const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true, strictTuples: false })
  ajv.addSchema(Object(closed(schemaOf('lift-report'))), 'lift-report.schema.json')
  return ajv.getSchema(`${name}.schema.json`) ?? ajv.compile(Object(closed(schemaOf(name))))
}

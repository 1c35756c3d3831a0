/**
 * Turns a text into a share between 0 and 1, the same on every machine and in every language.
 * Pure. Compatible with GrowthBook's hashing, so that a team that moves keeps every visitor in the variant they had.
 */

/** FNV-1a with 32 bits over UTF-16 units. @see http://www.isthe.com/chongo/tech/comp/fnv/ */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/** Where the unit stands in the experiment: 0 to 0.9999 in steps of 1/10,000. GrowthBook's `hashVersion` 2 with the key as seed. */
export function placeInExperiment(key: string, unit: string): number {
  return (fnv1a(`${fnv1a(key + unit)}`) % 10_000) / 10_000
}

/** Where the unit stands in a layer: 0 to 0.999 in steps of 1/1,000. GrowthBook's namespaces. */
export function placeInLayer(name: string, unit: string): number {
  return (fnv1a(`${unit}__${name}`) % 1000) / 1000
}

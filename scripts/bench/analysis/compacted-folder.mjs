/**
 * Where the bench keeps the compacted form of a log.
 *
 * @param {string} path
 */
export const compactedFolder = (path) => `${path}.compacted`

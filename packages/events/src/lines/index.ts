/** The lines of a log as bytes and numbers, for who reads millions of them. */
export { attributesText } from './attributes-text.js'
export { type Block, createBlock, spareBytes } from './block.js'
export { field, lineType } from './fields.js'
export { contentOf, createRecord, hasField, isKnownEvent, type LineRecord } from './line-record.js'
export { createLineReader, type ReadLine } from './read-line.js'
export { createLineTaker, type TakeLine } from './take-line.js'
export { hashOf } from './text-bytes.js'
export { createTexts, type PackedTexts, type Texts } from './texts.js'

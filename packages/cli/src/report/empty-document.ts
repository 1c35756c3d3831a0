/**
 * A document where there is no page: a report is built in it and written down.
 * The one place that knows the library.
 */
import { parseHTML } from 'linkedom'

export const emptyDocument = (): ReturnType<typeof parseHTML>['document'] =>
  parseHTML('<!doctype html><html></html>').document

/**
 * How a copy that stands in an element's place is known, also to a client that did not put it there.
 */

/** The attribute holds the selector of the template that it is a copy of. */
export const copyMark = 'data-heddle-copy'

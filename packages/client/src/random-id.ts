/**
 * Ids that nobody else will ever draw: 126 random bits, as 21 characters that are safe in an address.
 */
export { nanoid as randomId } from 'nanoid'

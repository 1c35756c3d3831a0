/**
 * Decides what a row is worth where not all can be kept. Pure.
 */

/**
 * 3 with an exposure or what became of a change: without them nothing else counts; 2 with a click or a goal; 1 with
 * neither, such as vitals alone; 0 for what was given up.
 *
 * @param json of the row; empty for what was given up
 */
export const rankOf = (json: string): number =>
  /"type":"[ea]/.test(json) ? 3 : /"type":"[cg]/.test(json) ? 2 : +!!json

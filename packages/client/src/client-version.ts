/** The version of this package, told to the collector with each batch so that losses can be counted per version. */
export const clientVersion = '0.1.0'

/** Logs on ClickHouse servers. Needs the optional package `@clickhouse/client`. */
export { type AnalyseServersOptions, analyseServers } from './analyse-servers.js'
export { openServer, type Server, type ServerPlace } from './client.js'
export { type IngestOptions, type IngestReport, ingest } from './ingest.js'
export { measureServers } from './measure-servers.js'

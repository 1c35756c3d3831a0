export { type FileStore, type FileStoreOptions, fileStore } from './file-store.js'
export { type OpenCollector, type OpenCollectorOptions, openCollector } from './open-collector.js'
export { type Handler, type RunningServer, type ServeOptions, serve } from './serve.js'

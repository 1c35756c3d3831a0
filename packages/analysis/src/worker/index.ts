/** The scan in a browser's worker, for logs that the analyst has as files. */
export {
  type ScanInWorkerOptions,
  scanInWorker,
  type WorkerFile,
  type WorkerLike,
  type WorkerProgress,
} from './scan-in-worker.js'

import { defineConfig } from 'vitest/config'

/** Sibling packages resolve to their source, so a test never runs against a stale build. */
const conditions = ['@heddle/source', 'module', 'import', 'default']
const source = { resolve: { conditions }, ssr: { resolve: { conditions } } }

/** Pages of developers and analysts, which take a third of the time: npm run browser has them. */
const tools = ['test/browser/devtools.test.ts', 'test/browser/workbench-live.test.ts']

const inChromium = {
  testTimeout: 60_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 20_000 } }, // A busy machine is slow, not wrong.
  fileParallelism: false,
  isolate: false, // One after the other in one process: each would load the same modules anew.
}

export default defineConfig({
  test: {
    projects: [
      {
        ...source,
        test: {
          name: 'unit',
          testTimeout: 30_000,
          maxWorkers: 2, // Vitest leaves one core free, which on two is half of them.
          isolate: false, // Half the time went into loading the same modules anew for each file.
          include: ['test/{events,stats,analysis,collector,workbench,cli,scripts}/**/*.test.ts'],
        },
      },
      {
        ...source,
        test: {
          name: 'page',
          testTimeout: 30_000,
          maxWorkers: 2,
          include: ['test/{client,react}/**/*.test.{ts,tsx}'], // Each file has a document of its own.
        },
      },
      {
        ...source,
        test: {
          name: 'clickhouse',
          include: ['test/clickhouse/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          maxWorkers: 2, // Each file has servers of its own, and waits for them half of its time.
        },
      },
      {
        ...source,
        test: {
          name: 'clickhouse-current',
          include: ['test/clickhouse-current/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...source,
        test: {
          name: 'browser',
          include: ['test/{browser,flow,examples}/**/*.test.ts'],
          exclude: tools,
          ...inChromium,
        },
      },
      {
        ...source,
        test: {
          name: 'tools',
          include: tools,
          ...inChromium,
        },
      },
      {
        ...source,
        test: {
          name: 'paint',
          include: ['test/paint/**/*.test.ts'],
          hookTimeout: 60_000,
        },
      },
      {
        ...source,
        test: {
          name: 'engines',
          include: ['test/engines/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 20_000 } },
          maxWorkers: 2, // Two browsers at a time: they wait half of it, for paint or for a second to pass.
          isolate: false,
        },
      },
    ],
  },
})

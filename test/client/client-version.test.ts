import { expect, test } from 'vitest'
import manifest from '../../packages/client/package.json' with { type: 'json' }
import { clientVersion } from '../../packages/client/src/client-version.js'

test('the version that each batch carries is that of the package', () => {
  expect(clientVersion).toBe(manifest.version)
})

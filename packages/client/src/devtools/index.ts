export { openDevtools } from './open-devtools.js'

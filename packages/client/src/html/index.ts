export { type LoadDevtools, type Started, startPage } from './start-page.js'

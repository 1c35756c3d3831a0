export { main } from './main.js'
export { liftView } from './view/lift-view.js'
export { createScreen, type Screen } from './view/screen.js'

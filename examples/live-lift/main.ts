/**
 * Watches the collector's report and keeps it on the page. The last report stays, greyed, when the collector is gone.
 */
import { counts, report } from './report.js'
import { settle } from './settle.js'
import { type Watched, watch } from './watch.js'

watch('/lift.json', 2000, draw)

function draw(watched: Watched): void {
  document.documentElement.dataset.state = watched.status
  switch (watched.status) {
    case 'live':
      say(watched.report.experiments.length === 0 ? 'Waiting for events' : 'Live')
      put('counts', counts(watched.report))
      put('report', report(watched.report))
      return
    case 'gone':
      say(`The collector is gone: ${watched.reason}. Trying again.`)
  }
}

/** A screen reader speaks this line, so it changes only when the state does. */
function say(text: string): void {
  put('state', [document.createTextNode(text)])
}

function put(id: string, nodes: readonly Node[]): void {
  const place = document.getElementById(id)
  if (place) settle(place, nodes)
}

import { assign, defineExperiment } from 'heddle'
import { expect, test } from 'vitest'
import { type Site, startSite } from '../browser/support/site.js'
import { page, twoLooks } from './support/page.js'
import { inEachEngine } from './support/visit.js'

/** Every change, with the values of two variants that nobody could prefer: an A/A test but for what the page does. */
const changes: {
  readonly [change: string]: { readonly code: string; readonly control: string; readonly more: string }
} = {
  reorder: { code: 'reorder', control: '["a", "b"]', more: '["b", "a"]' },
  relabel: { code: 'relabel', control: '"A"', more: '"Other"' },
  replace: { code: 'heddle.replace', control: 'null', more: '"#copy"' },
  move: { code: 'heddle.move', control: 'null', more: '{ start: "#move-" + unit }' },
  hide: { code: 'heddle.hide', control: 'false', more: 'true' },
  attributes: { code: 'heddle.attributes', control: '{}', more: '{ title: "Other" }' },
  classes: { code: 'heddle.classes', control: '{}', more: '{ other: true }' },
  all: { code: 'heddle.all(heddle.classes, relabel)', control: '[{}, "A"]', more: '[{ other: true }, "Other"]' },
  throws: { code: '(_, value) => { if (value) throw new Error("no") }', control: 'false', more: 'true' },
}

const units = Array.from({ length: 40 }, (_, index) => `unit${index}`)

/** The others stand below the fold, and under a cover. */
const inView = units.slice(0, 30)

/** A row for each change, a column for each unit: everybody's own copy of what is changed. */
const copies = Object.keys(changes).flatMap((change, row) =>
  units.map((unit, column) => {
    const top = row * 40 + (column >= 30 && column < 35 ? 5000 : 0)
    return `<div id="${change}-${unit}" style="left:${column * 20}px;top:${top}px"><i></i><p><b data-item="a">A</b><b data-item="b">B</b></p></div>`
  }),
)

const body = `
  <style>div { position: absolute; width: 18px; height: 36px; overflow: hidden; font-size: 8px } p { margin: 0 }</style>
  ${copies.join('')}
  <template id="copy"><b>Copy</b></template>
  <aside style="position:fixed;left:700px;top:0;width:100px;height:600px;background:white"></aside>`

const script = `
  const nowhere = { read: () => null, write: () => {}, erase: () => {} }
  const clients = ${JSON.stringify(units)}.map((unit) => {
    const client = createClient({ transport: beacon('/collect'), consent: 'granted', unit, unitStore: nowhere })
    ${Object.entries(changes)
      .map(
        ([change, { code, control, more }]) => `
          applyVariant(client, defineExperiment('${change}', { control: ${control}, more: ${more} }), '#${change}-' + unit + ' > p', ${code},
            { seen: '#${change}-' + unit })`,
      )
      .join('\n')}
    return client
  })
  var flushAll = () => Promise.all(clients.map((client) => client.flush()))`

/** Who was exposed to what, by change; nobody is named twice unless the log does. */
async function exposedIn(site: Site) {
  const events = await site.events()
  const exposures = events.flatMap((event) =>
    event.type === 'exposure' ? [{ change: event.experiment, row: `${event.visitor} ${event.variant}` }] : [],
  )
  return byChange((change) => exposures.filter((exposure) => exposure.change === change).map(({ row }) => row))
}

const byChange = (rows: (change: string) => readonly string[]) =>
  Object.fromEntries(Object.keys(changes).map((change) => [change, [...rows(change)].sort()]))

/** Computed apart from any page: each change is an experiment of its own, so it deals the units anew. */
const expected = byChange((change) => {
  const experiment = defineExperiment(change, { control: 0, more: 1 })
  return inView.map((unit) => `${unit} ${assign(experiment, unit).variant}`)
})

inEachEngine((visit) => {
  test('each change exposes exactly those who were assigned and had it in view, in control as in treatment', async () => {
    const site = await startSite({ '/': page(body, script) })
    const visitor = await visit(site.url)
    const exposed = async () => {
      await visitor.evaluate('flushAll()')
      return exposedIn(site)
    }
    await expect.poll(exposed).toEqual(expected)
    await twoLooks()
    expect(await exposed()).toEqual(expected)
    const applied = (await site.events()).flatMap((event) => (event.type === 'applied' ? [event] : []))
    expect(applied).toHaveLength(units.length * Object.keys(changes).length)
    expect(
      new Set(applied.flatMap((event) => (event.applied ? [] : [`${event.experiment} ${event.variant}`]))),
    ).toEqual(new Set(['throws more']))
  })
})

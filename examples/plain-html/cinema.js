/**
 * The page's own code: tabs, the button, and the visitor's choice. Of Heddle it knows one thing, `heddle.client.setConsent`.
 */

const tabs = () => [...document.querySelectorAll('[role=tab]')]

/** @param {Element} chosen */
function choose(chosen) {
  for (const tab of tabs()) {
    const isChosen = tab === chosen
    tab.setAttribute('aria-selected', `${isChosen}`)
    tab.tabIndex = isChosen ? 0 : -1
    document.getElementById(tab.getAttribute('aria-controls')).hidden = !isChosen
  }
}

for (const tab of tabs()) tab.addEventListener('click', () => choose(tab))

// The order is asked of the document, so that the keys follow whichever variant is there.
document.querySelector('[role=tablist]').addEventListener('keydown', (event) => {
  const order = tabs()
  const last = order.length - 1
  const at = order.indexOf(event.target)
  const next = { ArrowRight: at < last ? at + 1 : 0, ArrowLeft: at > 0 ? at - 1 : last, Home: 0, End: last }[event.key]
  if (next === undefined) return
  event.preventDefault()
  choose(order[next])
  order[next].focus()
})

document.querySelector('#book').addEventListener('click', () => {
  document.querySelector('#booked').textContent = 'Two seats in row D are held for you.'
})

/** The site remembers the answer; Heddle does not. */
const remembered = localStorage.getItem('lantern-consent')
const banner = document.querySelector('#consent')
if (remembered) globalThis.heddle?.client?.setConsent(remembered)
else banner.hidden = false

for (const button of banner.querySelectorAll('button')) {
  button.addEventListener('click', () => {
    localStorage.setItem('lantern-consent', button.dataset.consent)
    globalThis.heddle?.client?.setConsent(button.dataset.consent)
    banner.hidden = true
  })
}

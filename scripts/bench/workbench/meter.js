/**
 * Runs in the page before its own script: when something is there, and how long nothing was answered until then.
 * `begin(selector)`, then `shown` above 0, then `end()`.
 */
;(() => {
  let from = 0
  let last = 0
  let wait = 0
  let selector = ''
  const tasks = []
  new PerformanceObserver((list) => tasks.push(...list.getEntries())).observe({ type: 'longtask', buffered: true })
  const meter = {
    shown: 0,
    begin: (wanted) => {
      from = last = performance.now()
      wait = meter.shown = 0
      selector = wanted
    },
    end: () => ({
      seconds: (meter.shown - from) / 1000,
      task: Math.max(0, ...tasks.filter(({ startTime }) => startTime >= from).map(({ duration }) => duration)),
      wait,
    }),
  }
  const tick = () => {
    const now = performance.now()
    wait = Math.max(wait, now - last)
    last = now
    if (meter.shown === 0 && selector && document.querySelector(`#panel:not([aria-busy]) ${selector}`))
      meter.shown = now
    setTimeout(tick)
  }
  tick()
  window.meter = meter
})()

// Fetches the page anew and swaps [data-refresh] (seconds), so that a list stays true while it is open. Focus, scroll and
// folds stay as they are. Nothing is fetched while the page is hidden, or when nobody has touched it for an hour.
const region = document.querySelector('[data-refresh]')
const idle = 60 * 60 * 1000
const folds = 'details[id]'

if (region) begin(Number(region.dataset.refresh) * 1000)

function begin(every) {
  let touched = performance.now()
  let fetched = performance.now()
  const due = () => !document.hidden && performance.now() - fetched >= every && performance.now() - touched < idle
  const look = async () => {
    if (!due()) return
    fetched = performance.now()
    await refresh().catch(() => undefined) // offline: the next look tries again
  }
  const touch = () => {
    touched = performance.now()
    look()
  }
  for (const kind of ['pointerdown', 'keydown']) document.addEventListener(kind, touch, { passive: true })
  document.addEventListener('visibilitychange', look)
  setInterval(look, Math.min(every, 5000))
  document.addEventListener('click', event => {
    if (!event.target.closest?.('[data-refresh-now]') || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    refresh().catch(() => location.reload())
  })
}

async function refresh() {
  const answer = await fetch(location.href, { headers: { Accept: 'text/html' } })
  // logged out meanwhile, or the server is unwell: the page as it stands says more than an error would
  if (!answer.ok || new URL(answer.url).pathname !== location.pathname) return
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-refresh]')
  if (fresh) swap(document.querySelector('[data-refresh]'), fresh)
}

function swap(old, fresh) {
  const focus = placeOf(document.activeElement, old)
  const open = new Map([...old.querySelectorAll(folds)].map(fold => [fold.id, fold.open]))
  for (const fold of fresh.querySelectorAll(folds)) if (open.has(fold.id)) fold.open = open.get(fold.id)
  const scroll = window.scrollY
  old.replaceChildren(...fresh.childNodes)
  if (focus) (old.querySelector(focus) ?? old).focus({ preventScroll: true })
  window.scrollTo({ top: scroll, behavior: 'instant' })
  document.dispatchEvent(new Event('redress:refreshed'))
}

/** How to find the focused thing again: by its id, by where it leads, or as the heading of a fold. Gone: the region has it. */
function placeOf(element, inside) {
  if (!element || !inside.contains(element)) return ''
  if (element.id) return `#${CSS.escape(element.id)}`
  if (element.matches('a[href]')) return `a[href="${CSS.escape(element.getAttribute('href'))}"]`
  const fold = element.matches('summary') && element.closest(folds)
  return fold ? `#${CSS.escape(fold.id)} > summary` : ''
}

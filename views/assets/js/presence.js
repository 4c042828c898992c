// Says that somebody has this case open or fills in a form, and shows who else has: before anybody types in vain.
import { renewing } from './token.js'

const place = document.querySelector('[data-presence]')
const every = 20_000
// whoever touched nothing for so long has gone for lunch: no more signs of life, and the session may end
const patience = 600_000

if (place) watch(place)

function watch(place) {
  let editing = ''
  let touched = performance.now()
  const forget = () => {
    touched = performance.now()
  }
  for (const type of ['keydown', 'pointerdown', 'scroll']) addEventListener(type, forget, { passive: true })
  const beat = () => {
    if (!document.hidden && performance.now() - touched < patience) send(place, editing)
  }
  document.addEventListener('input', event => {
    const form = event.target.closest('.event-form')
    const type = form?.elements.namedItem('type')?.value
    if (!type || type === editing) return
    editing = type
    beat()
  })
  document.addEventListener('visibilitychange', beat)
  setInterval(beat, every)
}

async function send(place, editing) {
  const beat = () => {
    const _csrf = place.querySelector('[name=_csrf]').value
    const body = new URLSearchParams({ _csrf, seen: place.dataset.seen, ...(editing && { editing }) })
    return fetch(place.dataset.presence, { method: 'POST', body })
  }
  try {
    const answer = await renewing(beat)
    if (answer.ok) show(place, await answer.json())
    // logged out, or without sight by now: who was here before may have gone
    else if (answer.status < 500) show(place, { line: place.dataset.unknown, busy: false, forms: {} })
  } catch {
    // offline: what was last known stays
  }
}

function show(place, { line, busy, forms, changed }) {
  put(place.querySelector('[data-line]'), line)
  place.classList.toggle('presence-busy', busy)
  for (const mark of document.querySelectorAll('[data-busy]')) put(mark, forms[mark.dataset.busy] ?? '')
  if (changed === undefined) return
  const news = place.querySelector('[data-changed]')
  put(news.firstElementChild, changed)
  news.hidden = changed === ''
}

/** Only what is new is written, or a screen reader would say it again and again. */
function put(element, text) {
  if (element.textContent !== text) element.textContent = text
}

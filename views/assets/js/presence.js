// Says that somebody has this case open or fills in a form, and shows who else has: before anybody types in vain.
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
  const body = new URLSearchParams({
    _csrf: place.querySelector('[name=_csrf]').value,
    seen: place.dataset.seen,
    ...(editing && { editing }),
  })
  try {
    const answer = await fetch(place.dataset.presence, { method: 'POST', body })
    if (answer.ok) show(place, await answer.json())
  } catch {
    // offline: what was last known stays
  }
}

function show(place, { line, busy, forms, changed }) {
  put(place.querySelector('[data-line]'), line)
  place.classList.toggle('presence-busy', busy)
  for (const mark of document.querySelectorAll('[data-busy]')) put(mark, forms[mark.dataset.busy] ?? '')
  const news = place.querySelector('[data-changed]')
  put(news.firstElementChild, changed)
  news.hidden = changed === ''
}

/** Only what is new is written, or a screen reader would say it again and again. */
function put(element, text) {
  if (element.textContent !== text) element.textContent = text
}

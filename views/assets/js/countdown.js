// Keeps each [data-due] true while the page is open. The page says what time it was at the server when it was made, so a
// wrong clock on this computer changes nothing. A screen reader finds the present text; nothing is announced by itself.
const source = document.querySelector('meta[name=countdown]')
const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

if (source) begin(source.dataset)

function begin(words) {
  const ahead = Date.parse(words.now) - Date.now()
  const now = () => Date.now() + ahead
  let timer
  const tick = () => {
    clearTimeout(timer)
    if (document.hidden) return
    const badges = [...document.querySelectorAll('[data-due]')]
    for (const badge of badges) show(badge, Date.parse(badge.dataset.due) - now(), words)
    if (badges.length > 0) timer = setTimeout(tick, badges.some(badge => runsFast(badge, now())) ? second : minute)
  }
  document.addEventListener('visibilitychange', tick)
  document.addEventListener('redress:refreshed', tick)
  tick()
}

/** The last hour before it is due is counted in seconds. */
function runsFast(badge, now) {
  const left = Date.parse(badge.dataset.due) - now
  return left >= -second && left < hour + minute
}

function show(badge, left, words) {
  const text = left < 0 ? filled(words.late, span(-left, words)) : filled(words.left, span(left, words, true))
  const tone = left < 0 ? 'late' : left <= Number(words.soon) * minute ? 'soon' : 'calm'
  const place = badge.lastElementChild
  if (place.textContent !== text) place.textContent = text
  if (badge.classList.contains(`due-${tone}`)) return
  badge.classList.remove('due-calm', 'due-soon', 'due-late')
  badge.classList.add(`due-${tone}`)
}

/** The two largest units that matter, as the server writes them; the last hour also in seconds. */
function span(time, words, precise = false) {
  if (precise && time < hour) {
    const [minutes, seconds] = [Math.floor(time / minute), Math.floor((time % minute) / second)]
    return minutes > 0 ? filled(words.minutesSeconds, minutes, seconds) : filled(words.seconds, seconds)
  }
  if (time < minute) return words.underMinute
  const parts = [
    [words.days, Math.floor(time / day)],
    [words.hours, Math.floor((time % day) / hour)],
    [words.minutes, Math.floor((time % hour) / minute)],
  ]
  const first = parts.findIndex(([, count]) => count > 0)
  const shown = parts.slice(first, first + 2).filter(([, count]) => count > 0)
  return shown.map(([unit, count]) => filled(unit, count)).join(' ')
}

/** Puts values in the places marked ~, one after the other. */
function filled(text, ...values) {
  return values.reduce((done, value) => done.replace('~', value), text)
}

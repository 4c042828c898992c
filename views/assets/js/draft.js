// A form that is kept on the server while somebody types. What is not kept yet survives in this tab for as long as it
// lives, so that neither a lost session nor a lost line loses a word.
import { renewing } from './token.js'

const form = document.querySelector('[data-draft]')
const pause = 700
const retry = 5000
const marks = ['_csrf', 'idempotencyKey', 'draft', 'savedAt']

let kept
let waiting
let saving = Promise.resolve(true)
let sent = false
let out = false

const fields = () => [...new FormData(form)].filter(([name]) => !marks.includes(name))
const typed = () => new URLSearchParams(fields()).toString()
const here = () => `redress-draft-${form.elements.draft.value}`
const beijing = at => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')

function tell(text) {
  form.querySelector('[data-draft-state]').textContent = text
}

/** Sent before: it is a case by now, and no draft any more. */
function isCase(number, now) {
  kept = now
  sessionStorage.removeItem(here())
  tell('')
  warn(form.dataset.already.replace('~', number), form.dataset.openCase, `/complaints/${number}`)
  return true
}

/** Something that must not be overlooked, with a way out. */
function warn(text, label, href) {
  const notice = form.querySelector('[data-draft-notice]')
  const link = Object.assign(document.createElement('a'), { href, textContent: label })
  notice.replaceChildren(Object.assign(document.createElement('div'), { textContent: `${text} ` }))
  notice.firstChild.append(link)
  notice.hidden = false
}

function changed() {
  if (sent) return
  sessionStorage.setItem(here(), JSON.stringify(fields()))
  clearTimeout(waiting)
  waiting = setTimeout(save, pause)
}

/** One saving after the other; true when everything typed is on the server. */
function save() {
  clearTimeout(waiting)
  saving = saving.then(() => (typed() === kept ? true : post()))
  return saving
}

async function post() {
  const now = typed()
  tell(form.dataset.waiting)
  try {
    const answer = await renewing(sendDraft)
    if (answer.status === 401 || answer.status === 403) return ended()
    if (answer.status >= 400 && answer.status < 500) return refused()
    if (!answer.ok) throw new Error(`status ${answer.status}`)
    const answered = await answer.json()
    if (answered.already) return isCase(answered.already, now)
    settle(answered, now)
    return true
  } catch {
    tell(form.dataset.failed)
    waiting = setTimeout(save, retry)
    return false
  }
}

const sendDraft = () =>
  fetch('/complaints/new/draft', { method: 'POST', body: new URLSearchParams(new FormData(form)) })

/** The same would be refused again: it waits for another word. */
function refused() {
  tell(form.dataset.refused)
  return false
}

/** Logged out, or somebody else is logged in: the way back leads to this draft, and this tab remembers the last words. */
function ended() {
  out = true
  tell('')
  warn(form.dataset.ended, form.dataset.again, `/complaints/new?draft=${form.elements.draft.value}`)
  return false
}

function settle({ id, savedAt, apart }, now) {
  sessionStorage.removeItem(here())
  if (out) form.querySelector('[data-draft-notice]').hidden = true
  out = false
  if (apart) warn(form.dataset.apart, form.dataset.open, `/complaints/new?draft=${form.elements.draft.value}`)
  form.elements.draft.value = id
  form.elements.savedAt.value = savedAt
  kept = now
  history.replaceState(null, '', `/complaints/new?draft=${id}`)
  tell(form.dataset.kept.replace('~', beijing(savedAt)))
}

/** Words that this tab had and the server had not: a lost session, a crash of the page. */
function restore() {
  const left = sessionStorage.getItem(here())
  if (!left) return
  for (const box of form.querySelectorAll('[type=checkbox]')) box.checked = false
  for (const [name, value] of JSON.parse(left)) {
    const box = [...form.querySelectorAll('[type=checkbox]')].find(one => one.name === name && one.value === value)
    if (box) box.checked = true
    else if (form.elements[name]) form.elements[name].value = value
  }
  form.dispatchEvent(new Event('input', { bubbles: true }))
}

/** Back at this tab: somebody may have gone on elsewhere. */
async function lookForNewer() {
  const { draft, savedAt } = form.elements
  if (document.hidden || sent || !savedAt.value) return
  const answer = await fetch(`/complaints/new/draft/${draft.value}`).catch(() => undefined)
  if (!answer?.ok || answer.redirected) return
  const newest = await answer.json()
  if (newest.savedAt > savedAt.value)
    warn(form.dataset.newer, form.dataset.open, `/complaints/new?draft=${draft.value}`)
}

/**
 * Sending takes the draft along; so it is sent only when the session still lives and nothing is under way. What is kept
 * already goes at once: a form cannot be sent again while its own submit event is still under way.
 */
async function submitted(event) {
  if (sent || event.submitter?.hasAttribute('data-save-draft')) return
  if (typed() === kept) return leave()
  event.preventDefault()
  const { submitter } = event
  if (!(await save()) && !form.querySelector('[data-draft-notice]').hidden) return
  leave()
  form.requestSubmit(submitter)
}

function leave() {
  clearTimeout(waiting)
  sent = true
  sessionStorage.removeItem(here())
}

function pressed(event) {
  if (event.key !== 's' || !(event.ctrlKey || event.metaKey)) return
  event.preventDefault()
  save()
}

if (form) {
  // the server keeps what is typed; what the browser remembers of a form that was sent would be typed once more
  form.autocomplete = 'off'
  kept = typed()
  form.addEventListener('input', changed)
  form.addEventListener('filled-in', changed)
  form.addEventListener('submit', submitted)
  document.addEventListener('keydown', pressed)
  document.addEventListener('visibilitychange', lookForNewer)
  form.querySelector('[data-save-draft]').addEventListener('click', event => {
    event.preventDefault()
    save()
  })
  addEventListener('pageshow', event => event.persisted && location.reload())
  restore()
}

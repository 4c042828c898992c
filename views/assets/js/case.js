// The page of one case: its history narrows down at once, a link to a form opens it, a document prints itself.
const actions = document.querySelector('[data-forms]')
const list = document.querySelector('[data-history][data-whole]')

if (list) filterAtOnce(list)
if (document.querySelector('[data-print]')) addEventListener('load', () => print())
addEventListener('hashchange', openTarget)
// not before: to scroll to the address's fragment, the browser takes the focus away
addEventListener('load', openTarget)

function filterAtOnce(list) {
  const links = [...list.querySelectorAll('a[data-kind]')]
  for (const link of links) {
    link.addEventListener('click', event => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      const { kind } = link.dataset
      for (const line of list.querySelectorAll('li[data-kind]')) {
        line.hidden = kind !== 'all' && line.dataset.kind !== kind
      }
      for (const other of links) other.removeAttribute('aria-current')
      link.setAttribute('aria-current', 'true')
      history.replaceState(null, '', link.href)
    })
  }
}

/** An address with the name of a form leads into its first field, also when the form is a line yet; of a ledger, to it. */
function openTarget() {
  const name = decodeURIComponent(location.hash.slice(1))
  const place = document.getElementById(name)
  if (place?.matches('.action')) openForm(name)
  else if (place?.matches('.deadline-ledger')) unfold(place)
}

/** Where the browser does not open what is folded by itself. */
function unfold(place) {
  for (let fold = place.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true
  place.scrollIntoView()
}

document.addEventListener('click', event => {
  const link = event.target.closest('a[data-form]')
  if (!link || !document.getElementById(link.dataset.form)) return
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  openForm(link.dataset.form)
})

async function openForm(type) {
  const form = await formOf(type)
  if (!form) return
  form.open = true
  // a form that came back says first why
  const refused = form.querySelector('[role=alert][tabindex]')
  const place = refused ?? form.querySelector('select, textarea, input:not([type=hidden])')
  place?.focus()
}

const coming = new Map()

/** The form of an event, folded as yet when it had to be fetched; nothing when there is none, and the page says why. */
export async function formOf(type) {
  const place = document.getElementById(type)
  if (!place || place.matches('details')) return place
  if (!coming.has(type))
    coming.set(
      type,
      fetched(type, place).finally(() => coming.delete(type)),
    )
  return coming.get(type)
}

async function fetched(type, line) {
  const link = line.querySelector('a')
  const answer = await fetch(actions.dataset.forms + type).catch(() => undefined)
  if (answer?.ok && !answer.redirected) return putForm(line, await answer.text())
  if (answer?.status === 409) tell(line, await answer.text(), link.href)
  else if (!answer || answer.status >= 500) tell(line, actions.dataset.unreachable)
  // logged out, or out of sight: the page itself says so
  else location.assign(link.href)
}

/** The form in place of its line. What the reader sees is what it was made for: if the case moved on, it is stale. */
function putForm(line, html) {
  const form = new DOMParser().parseFromString(html, 'text/html').querySelector('details')
  form.open = false
  form.querySelector('[data-busy]').textContent = line.querySelector('[data-busy]').textContent
  const shown = document.querySelector('[data-presence]').dataset
  for (const name of ['revision', 'seen']) {
    const input = form.querySelector(`[name=${name}]`)
    if (input) input.value = shown[name]
  }
  line.replaceWith(form)
  form.dispatchEvent(new CustomEvent('form-shown', { bubbles: true }))
  return form
}

function tell(line, words, href) {
  line.querySelector('[role=alert]')?.remove()
  const told = Object.assign(document.createElement('p'), { className: 'action-told', textContent: `${words} ` })
  told.setAttribute('role', 'alert')
  if (href) told.append(Object.assign(document.createElement('a'), { href, textContent: actions.dataset.reload }))
  line.append(told)
}

// Beside the form for a new complaint: customer, duplicates, level and tips follow what is typed. Keys that send it.
const form = document.querySelector('[data-new-complaint]')
const pause = 300
let waiting
let request

/** Asks the server what stands beside the form now, and puts each part that changed in its place. */
async function refresh(button) {
  clearTimeout(waiting)
  request?.abort()
  request = new AbortController()
  const body = new URLSearchParams(new FormData(form, button))
  try {
    const answer = await fetch('/complaints/new/side', { method: 'POST', body, signal: request.signal })
    if (answer.ok) place(new DOMParser().parseFromString(await answer.text(), 'text/html'))
  } catch (error) {
    if (error.name !== 'AbortError') waiting = setTimeout(refresh, 10 * pause)
  }
}

function place(fresh) {
  for (const part of fresh.querySelectorAll('[data-part]')) {
    const shown = document.querySelector(`[data-part="${part.dataset.part}"]`)
    if (!shown || shown.innerHTML === part.innerHTML) continue
    const hadFocus = shown.contains(document.activeElement)
    shown.replaceChildren(...part.childNodes)
    if (hadFocus) shown.querySelector('button, a')?.focus()
  }
  nameTheOnlyCustomer()
}

/** A known customer's name is filled in where none was typed; a name filled in that way follows the number. */
function nameTheOnlyCustomer() {
  const input = form.elements['customer[name]']
  const name = form.querySelector('[data-only-customer]')?.dataset.onlyCustomer ?? ''
  const ours = input.value === '' || input.value === input.dataset.filledIn
  if (!ours || input.value === name) return
  input.value = name
  input.dataset.filledIn = name
  form.dispatchEvent(new CustomEvent('filled-in'))
}

function take(button) {
  const input = form.elements['customer[name]']
  input.value = button.dataset.take
  form.dispatchEvent(new CustomEvent('filled-in'))
  form.elements.narrative.focus()
}

/** A whole mobile number is looked up at once, everything else after a short pause. */
function soon({ target }) {
  clearTimeout(waiting)
  const whole =
    target.name === 'customer[phone]' && /^1\d{10}$/.test(target.value.normalize('NFKC').replaceAll(/[\s-]/g, ''))
  if (whole) refresh()
  else waiting = setTimeout(refresh, pause)
}

function pressed(event) {
  const sends = event.key === 'Enter' && (event.ctrlKey || event.metaKey)
  if (sends) form.requestSubmit(form.querySelector('[data-primary]'))
  else if (event.key === 'Enter' && event.target.matches('input') && !event.isComposing) refresh()
  else return
  event.preventDefault()
}

function clicked(event) {
  const button = event.target.closest('[data-take], [data-side-button]')
  if (!button) return
  event.preventDefault()
  if (button.matches('[data-take]')) take(button)
  else refresh(button)
}

if (form) {
  form.addEventListener('input', soon)
  form.addEventListener('keydown', pressed)
  form.addEventListener('click', clicked)
  // a form that came back: to what has to be put right
  form.querySelector('[aria-invalid=true]')?.focus()
}

// The colour scheme changes at once, without leaving a half-filled page; the server keeps the choice for the next one.
const root = document.documentElement
const forms = document.querySelectorAll('form[data-scheme-choice]')

function show(scheme) {
  root.dataset.scheme = scheme
  for (const button of document.querySelectorAll('[data-scheme-choice] button'))
    button.setAttribute('aria-pressed', String(button.value === scheme))
}

for (const form of forms) {
  form.addEventListener('submit', event => {
    event.preventDefault()
    const body = new URLSearchParams(new FormData(form, event.submitter))
    fetch(form.action, { method: 'post', body, redirect: 'manual' })
    show(event.submitter.value)
  })
}

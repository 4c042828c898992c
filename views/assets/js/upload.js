// Files for a case: chosen, dropped or pasted they wait in a list; "Upload" sends them one by one and says how it went.
import { formOf } from './case.js'
import { renewing } from './token.js'

const isFileDrag = event => event.dataTransfer?.types.includes('Files')
const formIn = root => root?.querySelector('form[data-upload]')
const uploads = new WeakMap()

if (formIn(document)) uploader(formIn(document))
document.addEventListener('form-shown', event => formIn(event.target) && uploader(formIn(event.target)))
if (formIn(document) || document.getElementById('attach')) takeFromAnywhere()

/** Files may be dropped or pasted wherever they are over; the form is fetched when it is not there yet. */
function takeFromAnywhere() {
  const take = async files => {
    const form = formIn(document) ?? formIn(await formOf('attach'))
    uploads.get(form)?.(files)
  }
  document.addEventListener('dragover', event => {
    if (!isFileDrag(event)) return
    event.preventDefault()
    formIn(document)?.classList.add('upload-drop')
  })
  for (const end of ['dragleave', 'dragend', 'drop']) {
    document.addEventListener(end, event => {
      if (end !== 'dragleave' || event.relatedTarget === null) formIn(document)?.classList.remove('upload-drop')
    })
  }
  document.addEventListener('drop', event => {
    if (!isFileDrag(event)) return
    event.preventDefault()
    take([...event.dataTransfer.files])
  })
  document.addEventListener('paste', event => {
    const { files, types } = event.clipboardData
    // text that is pasted into a field stays text, even when a picture of it comes along
    if (files.length === 0 || types.includes('text/plain')) return
    event.preventDefault()
    take([...files].map(named))
  })
}

function uploader(form) {
  form.classList.add('upload-live')
  const list = form.querySelector('[data-upload-list]')
  const status = form.querySelector('[data-upload-status]')
  const words = wordsOf(form)
  const limit = Number(form.dataset.uploadLimit)
  let items = []
  let busy = false

  const add = files => {
    // what was sent or refused has been read by whoever chooses again
    items = items.filter(item => !['done', 'refused'].includes(item.state))
    items.push(...[...files].map(file => itemOf(file, words, limit, drop)))
    show()
    if (files.length > 0) status.textContent = words('dropped', waiting().length)
  }
  const waiting = () => items.filter(item => item.state === 'waiting' || item.state === 'failed')
  const drop = item => {
    items = items.filter(one => one !== item)
    show()
  }
  const show = () => {
    list.replaceChildren(...items.map(item => item.row))
    list.hidden = items.length === 0
  }
  const reveal = () => {
    form.closest('details')?.setAttribute('open', '')
    form.scrollIntoView({ block: 'nearest' })
    form.querySelector('button.btn-primary').focus()
  }

  for (const input of form.querySelectorAll('[data-upload-input]')) {
    input.addEventListener('change', () => {
      add(input.files)
      input.value = ''
    })
  }
  uploads.set(form, files => {
    add(files)
    reveal()
  })
  addEventListener('beforeunload', event => {
    if (busy) event.preventDefault()
  })

  form.addEventListener('submit', async event => {
    if (items.length === 0) return
    event.preventDefault()
    if (busy) return
    busy = true
    let sent = 0
    for (const item of waiting()) {
      status.textContent = words('progress', item.file.name)
      if (await send(form, item, words)) sent += 1
    }
    busy = false
    status.textContent = items.every(item => item.state === 'done') ? words('done') : ''
    if (sent > 0) await refresh()
  })
}

/** One line of the list: the name, how it stands, a way to take it out again. */
function itemOf(file, words, limit, drop) {
  const row = document.createElement('li')
  const name = Object.assign(document.createElement('span'), { className: 'upload-name', textContent: file.name })
  const note = Object.assign(document.createElement('span'), { className: 'upload-note' })
  const bar = Object.assign(document.createElement('progress'), { max: 1, value: 0, hidden: true })
  bar.setAttribute('aria-label', words('progress', file.name))
  const remove = Object.assign(document.createElement('button'), {
    type: 'button',
    className: 'btn btn-sm',
    textContent: '×',
  })
  remove.setAttribute('aria-label', words('remove', file.name))
  row.append(name, note, bar, remove)
  const item = { file, row, bar, remove, state: '' }
  item.is = (state, text) => {
    item.state = state
    row.dataset.state = state
    note.textContent = text
    bar.hidden = state !== 'sending'
    remove.hidden = state === 'sending' || state === 'done'
  }
  remove.addEventListener('click', () => drop(item))
  if (file.size > limit) item.is('refused', words('tooLarge'))
  else item.is('waiting', words('waiting'))
  return item
}

/** Sends one file; true when it has become a file of the case. */
async function send(form, item, words) {
  item.is('sending', '')
  const { status, response } = await renewing(() => sent(form, item))
  const told = response?.error?.message ?? words('failed')
  if (status === 201) item.is('done', words('done'))
  else if (status === 401 || response?.error?.code === 'forged') item.is('failed', words('ended'))
  else item.is(status === 422 ? 'refused' : 'failed', told)
  return status === 201
}

/** One request, with its progress; status 0: no answer came. */
function sent(form, item) {
  const body = new FormData()
  for (const field of ['_csrf', 'key']) body.append(field, form.elements[field].value)
  body.append('files', item.file, item.file.name)
  return new Promise(resolve => {
    const request = new XMLHttpRequest()
    request.open('POST', form.action)
    request.setRequestHeader('Accept', 'application/json')
    request.responseType = 'json'
    request.upload.addEventListener('progress', event => {
      item.bar.value = event.lengthComputable ? event.loaded / event.total : 0
    })
    request.addEventListener('loadend', () => resolve({ status: request.status, response: request.response }))
    request.send(body)
  })
}

/** Brings what lists the files up to date, and leaves everything that is being typed alone. */
async function refresh() {
  const form = document.querySelector('.action [data-live]')?.closest('.action').id ?? ''
  const page = `${location.pathname}?form=${form}`
  const answer = await fetch(page, { headers: { Accept: 'text/html' } }).catch(() => undefined)
  if (!answer?.ok) return
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
  for (const part of document.querySelectorAll('[data-live]')) {
    const now = fresh.querySelector(`[data-live="${part.dataset.live}"]`)
    if (!now) continue
    const ticked = new Set([...part.querySelectorAll('input:checked')].map(input => input.value))
    for (const input of now.querySelectorAll('input[type=checkbox]')) input.checked ||= ticked.has(input.value)
    part.replaceWith(document.importNode(now, true))
  }
}

/** Every pasted picture is called image.png; the time tells them apart. */
function named(file) {
  if (!/^image\.\w+$/.test(file.name)) return file
  const at = new Date().toLocaleString('sv').replaceAll(/\D/g, '')
  return new File([file], file.name.replace('.', `-${at}.`), { type: file.type })
}

function wordsOf(form) {
  const template = form.querySelector('template[data-upload-words]').content
  return (word, value = '') => template.querySelector(`[data-word="${word}"]`).textContent.replace('~', String(value))
}

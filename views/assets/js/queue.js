// The list of complaints by keys (j, k, Enter, x, /, Esc), with all boxes ticked at once and empty conditions left out of the
// address. Without this it works by Tab, box by box.
import { isCommand } from './keys.js'

const list = document.querySelector('[data-queue]')
const filter = document.querySelector('[data-queue-filter]')

if (list) begin(list)
if (filter) {
  document.addEventListener('keydown', event => {
    if (!isCommand(event) || event.key !== '/') return
    event.preventDefault()
    filter.querySelector('[type=search]').focus()
  })
  filter.querySelector('[type=search]').addEventListener('keydown', event => {
    if (event.key === 'Escape' && !event.isComposing) event.target.blur()
  })
  filter.addEventListener('submit', () => {
    for (const field of filter.elements) if (field.name && field.value === '') field.disabled = true
  })
  // "back" shows the page as it was left, with those fields still asleep
  window.addEventListener('pageshow', () => {
    for (const field of filter.elements) field.disabled = false
  })
}

function begin(form) {
  const links = [...form.querySelectorAll('.q-number > a')]
  const boxes = [...form.querySelectorAll('tbody [name="case[]"]')]
  const all = allBox(form.querySelector('[data-pick-all]'), boxes)
  const told = form.querySelector('[data-picked]')
  const plain = told.textContent
  const tell = () => {
    const count = boxes.filter(box => box.checked).length
    told.textContent = count > 0 ? told.dataset.words.replace('~', count) : plain
    all.checked = count === boxes.length
    all.indeterminate = count > 0 && count < boxes.length
  }
  form.addEventListener('change', tell)
  window.addEventListener('pageshow', tell)
  document.addEventListener('keydown', event => {
    if (!isCommand(event) && !onBox(event)) return
    const at = links.findIndex(link => link.closest('tr').contains(document.activeElement))
    if (event.key === 'j') go(links, at + 1)
    else if (event.key === 'k') go(links, at < 0 ? 0 : at - 1)
    else if (event.key === 'x' && at >= 0) boxes[at].click()
  })
}

/** A ticked box has the focus: nothing is being typed, so the keys go on working. */
const onBox = event => event.target.matches?.('[name="case[]"]') && !event.ctrlKey && !event.metaKey && !event.altKey

function go(links, to) {
  const link = links[Math.min(Math.max(to, 0), links.length - 1)]
  link?.focus()
  link?.closest('tr').scrollIntoView({ block: 'nearest' })
}

/** A box in the heading that ticks all of the page. */
function allBox(cell, boxes) {
  const box = Object.assign(document.createElement('input'), { type: 'checkbox' })
  box.setAttribute('aria-label', cell.dataset.pickAll)
  box.addEventListener('click', () => {
    for (const one of boxes) one.checked = box.checked
  })
  cell.append(box)
  return box
}

// Single keys for the whole desk. They sleep while somebody types, and for those who turned them off on the help page.
const storage = 'redress-single-keys'
const typing = 'input, textarea, select, [contenteditable], dialog'

const turnedOn = () => localStorage.getItem(storage) !== 'off'

/** Whether a key pressed now is meant as a command. */
export function isCommand(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return false
  return turnedOn() && !event.target.closest?.(typing)
}

document.addEventListener('keydown', event => {
  if (!isCommand(event)) return
  if (event.key === '?') showKeys()
  else if (event.key === 'n') document.querySelector('.site-new')?.click()
})

let shown

/** The list of keys from the help page, in a window of its own. */
async function showKeys() {
  if (!shown) {
    const page = new DOMParser().parseFromString(await (await fetch('/help')).text(), 'text/html')
    shown = page.querySelector('template[data-keys]')?.content.querySelector('dialog')
    if (!shown) return
    document.body.append(shown)
  }
  shown.showModal()
}

const choice = document.querySelector('[data-keys-switch]')
if (choice) {
  const box = choice.querySelector('input')
  box.checked = turnedOn()
  box.addEventListener('change', () => localStorage.setItem(storage, box.checked ? 'on' : 'off'))
  choice.hidden = false
}

// The page of one case: its history narrows down at once, a link to a form opens it, a document prints itself.
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

/** An address with the name of a form leads into its first field, also when the form is folded. */
function openTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
  if (!target?.matches('details.action')) return
  target.open = true
  target.querySelector('select, textarea, input:not([type=hidden])')?.focus()
}

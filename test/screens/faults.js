// Runs in every page before its own scripts. `pageFaults(topics)` says in words what a careful reader would not like.

let shifted = 0
new PerformanceObserver(list => {
  for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) shifted += value
}).observe({ type: 'layout-shift', buffered: true })

/** What nobody reads, or somebody typed. */
const unread = 'script, template, option, noscript, textarea'

const interactive = 'a[href], button, input:not([type=hidden]), select, textarea, summary'

/** @param topics the topmost keys of the locale files, to know a key when it is shown instead of its words */
globalThis.pageFaults = topics => {
  const texts = [...textNodes()]
  return [
    ...sideways(),
    // paper does not move: a page is laid out anew for it, once
    ...(shifted > 0.01 && !matchMedia('print').matches
      ? [`things move after they are shown (${shifted.toFixed(3)})`]
      : []),
    ...texts.flatMap(clipped),
    ...overlaps(),
    ...texts.flatMap(({ text }) => unreadable(text, topics)),
    ...spokenTexts().flatMap(text => unreadable(text, topics)),
  ]
}

function sideways() {
  const { scrollWidth, clientWidth } = document.documentElement
  if (scrollWidth <= clientWidth) return []
  const widest = [...document.querySelectorAll('main *')].find(
    one => one.getBoundingClientRect().right > clientWidth + 1,
  )
  return [`scrolls sideways: ${scrollWidth} px in a window of ${clientWidth} px (${widest ? nameOf(widest) : 'page'})`]
}

/** Every text that can be seen, with the element around it. */
function* textNodes() {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode
    const text = node.data.trim()
    if (text && !node.parentElement.closest(unread) && isSeen(node.parentElement))
      yield { node, text, element: node.parentElement }
  }
}

function isSeen(element) {
  if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false
  const hidden = element.closest('.visually-hidden, .skip-link')
  const { width, height } = element.getBoundingClientRect()
  return !hidden && width > 1 && height > 1
}

/** A text that leaves the box it belongs to: cut off where the box clips, over its neighbours where it does not. */
function clipped({ node, text, element }) {
  const range = document.createRange()
  range.selectNodeContents(node)
  const area = range.getBoundingClientRect()
  for (let box = element; box && box !== document.body; box = box.parentElement) {
    const style = getComputedStyle(box)
    if (style.display === 'inline' || style.display === 'contents') continue
    if (/auto|scroll/.test(style.overflowX + style.overflowY) || style.textOverflow === 'ellipsis') return []
    const { left, right, top, bottom, width } = box.getBoundingClientRect()
    if (width <= 1) return []
    const clips = style.overflowX !== 'visible'
    if (
      area.right > right + 1.5 ||
      area.left < left - 1.5 ||
      (clips && (area.bottom > bottom + 2 || area.top < top - 2))
    )
      return [`text ${clips ? 'is cut off' : 'leaves its box'} in ${nameOf(box)}: ${text.slice(0, 40)}`]
    if (style.position === 'absolute' || style.position === 'fixed') return []
  }
  return []
}

/** Two things to press that lie on each other. What holds the other, floats or sticks is meant to. */
function overlaps() {
  const things = [...document.querySelectorAll(interactive)]
    .filter(one => isSeen(one) && !floats(one))
    .map(element => ({ element, areas: [...element.getClientRects()] }))
  const found = []
  for (const [index, one] of things.entries()) {
    for (const other of things.slice(index + 1)) {
      if (one.element.contains(other.element) || other.element.contains(one.element)) continue
      if (one.areas.some(area => other.areas.some(another => meet(area, another))))
        found.push(`${nameOf(one.element)} and ${nameOf(other.element)} lie on each other`)
    }
  }
  return found
}

function floats(element) {
  for (let box = element; box; box = box.parentElement)
    if (/absolute|fixed|sticky/.test(getComputedStyle(box).position)) return true
  return false
}

function meet(one, other) {
  const across = Math.min(one.right, other.right) - Math.max(one.left, other.left)
  const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)
  return across > 3 && down > 3
}

/** What only screen readers and tips say. */
function spokenTexts() {
  const attributes = ['aria-label', 'title', 'placeholder', 'alt', 'data-label']
  return attributes.flatMap(name =>
    [...document.querySelectorAll(`body [${name}]`)].map(element => element.getAttribute(name)),
  )
}

function unreadable(text, topics) {
  const key = text.split(/\s+/).find(word => /^[\w-]+(\.[\w-]+)+$/.test(word) && topics.includes(word.split('.')[0]))
  const raw = /\d{4}-\d\d-\d\dT\d\d:\d\d|\b(undefined|NaN|null)\b|\[object |\{\{|\}\}/.exec(text)
  return [
    ...(key ? [`shows a key instead of words: ${key}`] : []),
    ...(raw ? [`shows raw data: ${text.slice(0, 60)}`] : []),
  ]
}

function nameOf(element) {
  const id = element.id ? `#${element.id}` : ''
  const kind = [...element.classList].map(one => `.${one}`).join('')
  const name = element.getAttribute('name') ? `[name=${element.getAttribute('name')}]` : ''
  const words = (element.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 20)
  return `${element.tagName.toLowerCase()}${id}${kind}${name}${words ? ` “${words}”` : ''}`
}

// While somebody types @ in a note: the colleagues who can be mentioned, to be chosen with the keys or the mouse.
const start = root => {
  for (const box of root.querySelectorAll('[data-mentions]')) mentions(box, box.querySelector('textarea'))
}
start(document)
document.addEventListener('form-shown', event => start(event.target))

/** What stands between the last @ and the caret, when that @ begins a word. */
function typedName(area) {
  const before = area.value.slice(0, area.selectionStart)
  return /(?<![A-Za-z0-9._@-])@([^\s@]{0,20})$/.exec(before)?.[1]
}

function mentions(box, area) {
  const list = document.createElement('ul')
  const said = document.createElement('p')
  list.id = `${area.id}-people`
  list.className = 'mention-list'
  list.hidden = true
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', box.dataset.mentionsLabel)
  said.className = 'visually-hidden'
  said.setAttribute('role', 'status')
  box.classList.add('mention-box')
  area.after(list, said)
  area.setAttribute('aria-autocomplete', 'list')
  area.setAttribute('aria-controls', list.id)
  area.setAttribute('autocomplete', 'off')

  let people = []
  let chosen = 0
  let asked = 0

  const close = () => {
    asked += 1
    list.hidden = true
    area.removeAttribute('aria-activedescendant')
  }
  const mark = index => {
    chosen = (index + people.length) % people.length
    for (const [at, option] of [...list.children].entries()) {
      option.setAttribute('aria-selected', String(at === chosen))
      if (at === chosen) option.scrollIntoView({ block: 'nearest' })
    }
    area.setAttribute('aria-activedescendant', `${list.id}-${chosen}`)
  }
  const take = index => {
    const { login, name, unique } = people[index]
    const end = area.selectionStart
    const start = end - typedName(area).length
    area.setRangeText(`${unique ? name : login} `, start, end, 'end')
    area.dispatchEvent(new Event('input', { bubbles: true }))
    close()
    area.focus()
  }
  const show = found => {
    people = found
    list.replaceChildren(...found.map((person, index) => optionOf(person, `${list.id}-${index}`, () => take(index))))
    list.hidden = found.length === 0
    said.textContent =
      found.length > 0 ? box.dataset.mentionsFound.replace('~', found.length) : box.dataset.mentionsNone
    if (found.length > 0) mark(0)
    else area.removeAttribute('aria-activedescendant')
  }

  area.addEventListener('input', async () => {
    const typed = typedName(area)
    if (typed === undefined) return close()
    asked += 1
    const mine = asked
    const answer = await fetch(`${box.dataset.mentions}?q=${encodeURIComponent(typed)}`).catch(() => undefined)
    // only the answer to what was typed last counts
    if (mine !== asked || !answer?.ok) return
    const found = (await answer.json()).people
    if (mine === asked) show(found)
  })
  area.addEventListener('keydown', event => {
    if (list.hidden || event.isComposing) return
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (move) mark(chosen + move)
    else if (event.key === 'Enter' || event.key === 'Tab') take(chosen)
    else if (event.key === 'Escape') close()
    else return
    event.preventDefault()
    event.stopPropagation()
  })
  area.addEventListener('blur', close)
}

function optionOf({ login, name, department }, id, take) {
  const option = document.createElement('li')
  option.id = id
  option.setAttribute('role', 'option')
  option.append(Object.assign(document.createElement('strong'), { textContent: name }), ` @${login} · ${department}`)
  // before the text area loses the focus
  option.addEventListener('mousedown', event => {
    event.preventDefault()
    take()
  })
  return option
}

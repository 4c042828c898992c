// Menus that open by themselves also close by themselves: on Escape, on a click elsewhere, when another one opens.
const menus = document.querySelectorAll('details[data-menu]')

function closeOthers(kept) {
  for (const menu of menus) if (menu !== kept) menu.open = false
}

for (const menu of menus) {
  menu.addEventListener('toggle', () => menu.open && closeOthers(menu))
  menu.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || !menu.open) return
    menu.open = false
    menu.querySelector('summary').focus()
  })
}
if (menus.length > 0)
  document.addEventListener('click', event => closeOthers(event.target.closest('details[data-menu]')))

// Says how much too long a text is, while it is typed or pasted: [data-most]. Nothing is cut off.
function tell(field) {
  const over = field.value.trim().length - Number(field.dataset.most)
  const note = field.parentElement.querySelector('.field-over')
  note.textContent = over > 0 ? note.dataset.words.replace('~', over) : ''
}

/** One field, or those of a form that was filled in as a whole. */
function typed({ target }) {
  if (target.matches('[data-most]')) tell(target)
  else target.querySelectorAll('[data-most]').forEach(tell)
}

document.addEventListener('input', typed)
document.querySelectorAll('[data-most]').forEach(tell)

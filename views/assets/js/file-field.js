// The name of the file that was chosen, beside the page's own button: [data-file-field].
for (const field of document.querySelectorAll('[data-file-field]')) {
  const input = field.querySelector('input')
  const chosen = field.querySelector('[data-file-chosen]')
  const none = chosen.textContent
  const show = () => {
    chosen.textContent = input.files[0]?.name ?? none
  }
  input.addEventListener('change', show)
  show()
}

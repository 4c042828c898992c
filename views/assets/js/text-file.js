// A text file that is chosen fills the text field beside it: [data-text-file="id of the field"]. What a spreadsheet saved
// is UTF-8, or GB 18030 where it was told nothing.
for (const place of document.querySelectorAll('[data-text-file]')) {
  const input = place.querySelector('input')
  input.addEventListener('change', async () => {
    const [file] = input.files
    if (!file) return
    const bytes = await file.arrayBuffer()
    document.getElementById(place.dataset.textFile).value = textOf(bytes)
  })
}

function textOf(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

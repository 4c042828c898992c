// What has just been done is said once: the address forgets it, so that a reload, a bookmark or a colleague does not read
// it again.
const address = new URL(location.href)
if (address.searchParams.has('done')) {
  address.searchParams.delete('done')
  history.replaceState(history.state, '', address)
}

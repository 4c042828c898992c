// A page outlives its session: when the same person has logged in again in another tab, it goes on with their new token.
const ownerOf = token => token.split('.').slice(1, -1).join('.')

/**
 * Sends something, and once more with a new token where the one of this page is of an earlier session.
 * @param send reads the token from the page each time; answers what has a status
 */
export async function renewing(send) {
  const answer = await send()
  return answer.status === 403 && (await renewToken()) ? send() : answer
}

/** Puts the token of the present session into the forms of this page; false when nobody, or somebody else, is logged in. */
async function renewToken() {
  const inputs = [...document.querySelectorAll('input[name=_csrf]')]
  const answer = await fetch('/account', { redirect: 'manual' }).catch(() => undefined)
  if (!answer?.ok || inputs.length === 0) return false
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const token = page.querySelector('input[name=_csrf]')?.value ?? ''
  if (ownerOf(token) === '' || ownerOf(token) !== ownerOf(inputs[0].value)) return false
  for (const input of inputs) input.value = token
  return true
}

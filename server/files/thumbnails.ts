import { pictures } from '../../workflows/complaint/media-types.ts'
import type { Deps } from '../deps.ts'
import { fileStore } from './store.ts'

/** As wide and high as a small picture can be, in pixels; twice as much as the page shows, for sharp screens. */
const edge = 320
/** A phone's largest photo; what claims to be bigger is not taken into memory. */
const limitInputPixels = 120_000_000

interface Picture {
  key: string
  mediaType: string
}

/**
 * Gives the key of a file's small picture, made at first sight and kept beside the file; undefined for what is no
 * picture. One is made after the other: each takes memory as the photo has pixels.
 */
export function thumbnails(deps: Deps): (file: Picture) => Promise<string | undefined> {
  const store = fileStore(deps)
  let last: Promise<unknown> = Promise.resolve()
  return async file => {
    if (!pictures.has(file.mediaType)) return undefined
    const key = `${file.key}.webp`
    if (await store.exists(key)) return key
    const made = last.then(() => make(deps, file.key, key))
    last = made.catch(() => undefined)
    return made
  }
}

async function make(deps: Deps, key: string, small: string): Promise<string | undefined> {
  const store = fileStore(deps)
  try {
    // loaded with the first picture: it takes more memory than the rest of the server's libraries
    const { default: sharp } = await import('sharp')
    sharp.cache(false)
    const picture = sharp(await store.getBytes(key), { limitInputPixels, failOn: 'error' })
      .autoOrient()
      .resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 75 })
    const part = `${small}.${deps.random()}`
    await store.put(part, await picture.toBuffer())
    // whole at once, for another node may be looking
    await store.move(part, small)
    return small
  } catch (error) {
    deps.log.warn(error, 'no small picture')
    return undefined
  }
}

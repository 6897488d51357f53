import { newCommandId } from '@/api/client'
import { here } from '../place'
import type { TakenPhoto } from '../store/types'
import { withExif } from './exif'

const longestSide = 1600
const quality = 0.72

/** What was chosen is no picture, or one that this browser can't read. */
export class NoPicture extends Error {}

/** Makes a picture small enough for a stairwell's network, writes time and place into it and takes its hash. */
export async function take(file: File): Promise<TakenPhoto> {
  const takenAt = new Date()
  const place = here.value
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => {
    throw new NoPicture()
  })
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  const jpeg = await new Promise<Blob>((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new NoPicture())), 'image/jpeg', quality),
  )
  const bytes = withExif(new Uint8Array(await jpeg.arrayBuffer()), { takenAt, place })
  return {
    id: newCommandId(),
    blob: new Blob([bytes], { type: 'image/jpeg' }),
    sha256: await sha256(bytes),
    takenAt: takenAt.toISOString(),
    lon: place?.lon ?? null,
    lat: place?.lat ?? null,
    accuracyM: place?.accuracyM ?? null,
  }
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes)
  return [...new Uint8Array(digest)].map((b) => b.toString(16).padStart(2, '0')).join('')
}

import type { Place } from '../place'

/**
 * Puts time and place into a JPEG as EXIF (CIPA DC-008), where every reader of evidence looks for them. The canvas that made the picture smaller
 * dropped whatever the camera had written.
 */
export function withExif(jpeg: Uint8Array, facts: { takenAt: Date; place: Place | null }): Uint8Array<ArrayBuffer> {
  const block = exifBlock(facts)
  // A JPEG starts with FF D8; the block comes right after.
  const result = new Uint8Array(jpeg.length + block.length)
  result.set(jpeg.subarray(0, 2))
  result.set(block, 2)
  result.set(jpeg.subarray(2), 2 + block.length)
  return result
}

type Value = { type: 2; text: string } | { type: 4; number: number } | { type: 5; rationals: [number, number][] }
type Field = [tag: number, value: Value]

const ascii = (text: string): Value => ({ type: 2, text: `${text}\0` })
const pointer = (number: number): Value => ({ type: 4, number })

const tags = { exif: 0x8769, gps: 0x8825, takenAt: 0x9003, offset: 0x9011, latRef: 1, lat: 2, lonRef: 3, lon: 4 } as const

function exifBlock({ takenAt, place }: { takenAt: Date; place: Place | null }): Uint8Array {
  const exif: Field[] = [
    [tags.takenAt, ascii(localTime(takenAt))],
    [tags.offset, ascii(offsetOf(takenAt))],
  ]
  const gps: Field[] = place
    ? [
        [tags.latRef, ascii(place.lat < 0 ? 'S' : 'N')],
        [tags.lat, degrees(place.lat)],
        [tags.lonRef, ascii(place.lon < 0 ? 'W' : 'E')],
        [tags.lon, degrees(place.lon)],
      ]
    : []

  const root = (exifAt: number, gpsAt: number): Field[] => [[tags.exif, pointer(exifAt)], ...(place ? ([[tags.gps, pointer(gpsAt)]] as Field[]) : [])]
  const exifAt = 8 + directory(root(0, 0), 8).length
  const exifBytes = directory(exif, exifAt)
  const gpsAt = exifAt + exifBytes.length
  const tiff = [...new TextEncoder().encode('MM\0*'), 0, 0, 0, 8, ...directory(root(exifAt, gpsAt), 8), ...exifBytes, ...(place ? directory(gps, gpsAt) : [])]
  const body = [...new TextEncoder().encode('Exif\0\0'), ...tiff]
  return Uint8Array.from([0xff, 0xe1, ...u16(body.length + 2), ...body])
}

/** One image file directory: its entries, then the values that do not fit into four bytes. */
function directory(fields: Field[], at: number): number[] {
  const entries: number[] = []
  const values: number[] = []
  const valuesAt = at + 2 + fields.length * 12 + 4
  for (const [tag, value] of fields) {
    const bytes = bytesOf(value)
    entries.push(...u16(tag), ...u16(value.type), ...u32(countOf(value)))
    if (bytes.length <= 4) {
      entries.push(...bytes, ...new Array<number>(4 - bytes.length).fill(0))
    } else {
      entries.push(...u32(valuesAt + values.length))
      values.push(...bytes)
      if (values.length % 2) values.push(0)
    }
  }

  return [...u16(fields.length), ...entries, ...u32(0), ...values]
}

const countOf = (value: Value): number => (value.type === 2 ? value.text.length : value.type === 5 ? value.rationals.length : 1)

const bytesOf = (value: Value): number[] =>
  value.type === 2 ? [...new TextEncoder().encode(value.text)] : value.type === 4 ? u32(value.number) : value.rationals.flatMap(([n, d]) => [...u32(n), ...u32(d)])

const u16 = (n: number): number[] => [(n >> 8) & 0xff, n & 0xff]
const u32 = (n: number): number[] => [(n >>> 24) & 0xff, (n >>> 16) & 0xff, (n >>> 8) & 0xff, n & 0xff]

/** Degrees, minutes, and seconds to a hundredth: 0.3 m. */
function degrees(value: number): Value {
  const hundredths = Math.round(Math.abs(value) * 360_000)
  return {
    type: 5,
    rationals: [
      [Math.floor(hundredths / 360_000), 1],
      [Math.floor(hundredths / 6_000) % 60, 1],
      [hundredths % 6_000, 100],
    ],
  }
}

const two = (n: number): string => String(Math.trunc(Math.abs(n))).padStart(2, '0')

const localTime = (at: Date): string =>
  `${at.getFullYear()}:${two(at.getMonth() + 1)}:${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`

function offsetOf(at: Date): string {
  const minutes = -at.getTimezoneOffset()
  return `${minutes < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`
}

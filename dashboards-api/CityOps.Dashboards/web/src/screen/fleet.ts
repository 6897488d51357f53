import type { Map as MapLibre } from 'maplibre-gl'
import { token } from '@/lib/tokens'
import { Overlay } from '@/map/overlay'
import type { Place } from '@/map/wkt'
import type { Truck } from './api'

/** The trucks over a map, gliding from the places of one look to those of the next. Nothing is drawn while nothing moves. */
export class FleetDrawing {
  private readonly over: Overlay
  private readonly calm = matchMedia('(prefers-reduced-motion: reduce)')
  private trucks: readonly Truck[] = []
  /** Each truck's place, in their order: where it glides from, and where to. */
  private from: Place[] = []
  private to: Place[] = []
  /** The same in pixels, x and y of each. */
  private pixelsFrom = new Float32Array()
  private pixelsTo = new Float32Array()
  private began = 0
  private lasts = 0
  private frame = 0
  private standing = stamp('suspended', 3)
  private moving = stamp('verified', 3)

  constructor(
    map: MapLibre,
    canvas: HTMLCanvasElement,
    private readonly shownAt: (place: Place) => Place,
  ) {
    this.over = new Overlay(map, canvas, () => this.place())
  }

  /** @param ms how long until the next look. */
  show(trucks: readonly Truck[], ms: number): void {
    const share = this.share()
    const now = new Map(this.trucks.map((truck, i) => [truck.truck_id, between(this.from[i]!, this.to[i]!, share)]))
    this.to = trucks.map((truck) => this.shownAt([truck.lon, truck.lat]))
    this.from = trucks.map((truck, i) => now.get(truck.truck_id) ?? this.to[i]!)
    this.trucks = trucks
    this.began = performance.now()
    const rests = this.to.every(([lon, lat], i) => lon === this.from[i]![0] && lat === this.from[i]![1])
    this.lasts = rests || this.calm.matches ? 0 : ms
    this.place()
  }

  stop(): void {
    cancelAnimationFrame(this.frame)
    this.over.stop()
  }

  private place(): void {
    this.pixelsFrom = this.pixelsOf(this.from)
    this.pixelsTo = this.pixelsOf(this.to)
    // By zoom, and by how large the wall is.
    const radius = Math.min(8, Math.max(3, this.over.map.getZoom() - 6)) * Math.max(1, window.innerWidth / 1920)
    this.standing = stamp('suspended', radius)
    this.moving = stamp('verified', radius)
    cancelAnimationFrame(this.frame)
    this.draw()
  }

  private readonly draw = (): void => {
    const share = this.share()
    const { over, pixelsFrom, pixelsTo, standing, moving } = this
    const half = standing.width / devicePixelRatio / 2
    over.clear()
    this.trucks.forEach((truck, i) => {
      const [x, y] = [2 * i, 2 * i + 1]
      over.context.drawImage(
        truck.moving ? moving : standing,
        pixelsFrom[x]! + share * (pixelsTo[x]! - pixelsFrom[x]!) - half,
        pixelsFrom[y]! + share * (pixelsTo[y]! - pixelsFrom[y]!) - half,
        2 * half,
        2 * half,
      )
    })
    if (share < 1) this.frame = requestAnimationFrame(this.draw)
  }

  private share(): number {
    return this.lasts === 0 ? 1 : Math.min(1, (performance.now() - this.began) / this.lasts)
  }

  private pixelsOf(places: Place[]): Float32Array<ArrayBuffer> {
    const pixels = new Float32Array(2 * places.length)
    places.forEach((place, i) => {
      const { x, y } = this.over.map.project(place)
      pixels[2 * i] = x
      pixels[2 * i + 1] = y
    })
    return pixels
  }
}

/** A dot, drawn once for each place of the map and stamped two thousand times a frame. */
function stamp(colour: string, radius: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = Math.ceil((2 * radius + 2) * devicePixelRatio)
  const context = canvas.getContext('2d')!
  context.scale(devicePixelRatio, devicePixelRatio)
  context.fillStyle = token(colour)
  context.strokeStyle = token('bg')
  context.arc(radius + 1, radius + 1, radius, 0, 2 * Math.PI)
  context.fill()
  context.stroke()
  return canvas
}

const between = ([lon, lat]: Place, [toLon, toLat]: Place, share: number): Place => [lon + share * (toLon - lon), lat + share * (toLat - lat)]

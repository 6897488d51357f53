import type { Map as MapLibre } from 'maplibre-gl'
import { token } from '@/lib/tokens'
import { Overlay } from '@/map/overlay'
import type { Place } from '@/map/wkt'

/** A truck that is played back, where it is at the time shown. */
export interface Head {
  place: Place
  name: string
  main: boolean
}

/** The trucks of a replay over its map, each with its name. */
export class HeadsDrawing {
  private readonly over: Overlay
  private heads: readonly Head[] = []

  constructor(map: MapLibre, canvas: HTMLCanvasElement) {
    this.over = new Overlay(map, canvas, () => this.draw())
  }

  /** @param center where the map goes first; it draws the heads as it gets there. */
  show(heads: readonly Head[], center?: Place): void {
    this.heads = heads
    if (center) this.over.map.jumpTo({ center })
    else this.draw()
  }

  stop(): void {
    this.over.stop()
  }

  private draw(): void {
    const { over, heads } = this
    over.clear()
    const { context } = over
    context.font = `11px ${getComputedStyle(context.canvas).fontFamily}`
    context.textAlign = 'center'
    context.lineJoin = 'round'
    const [ground, surface, text, accent, other] = [token('map-ground'), token('surface'), token('text'), token('accent'), token('text-2')]
    for (const head of heads) {
      const { x, y } = over.map.project(head.place)
      context.beginPath()
      over.dot(x, y, head.main ? 9 : 6)
      context.fillStyle = head.main ? accent : other
      context.fill()
      context.lineWidth = 2
      context.strokeStyle = surface
      context.stroke()
      context.lineWidth = 4
      context.strokeStyle = ground
      context.strokeText(head.name, x, y + 22)
      context.fillStyle = text
      context.fillText(head.name, x, y + 22)
    }
  }
}

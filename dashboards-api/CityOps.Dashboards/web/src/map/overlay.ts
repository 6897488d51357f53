import type { Map as MapLibre } from 'maplibre-gl'

/**
 * A canvas over a map for what moves with each frame. A source of the map would have the whole map drawn anew each time, which a machine without a graphics card can do a few times a second.
 */
export class Overlay {
  readonly context: CanvasRenderingContext2D

  /** @param moved called when the map has moved under the canvas. */
  constructor(
    readonly map: MapLibre,
    private readonly canvas: HTMLCanvasElement,
    private readonly moved: () => void,
  ) {
    this.context = canvas.getContext('2d')!
    map.on('move', moved)
    map.on('resize', moved)
  }

  /** An empty canvas, as large as it is shown and as fine as the screen. */
  clear(): void {
    const { clientWidth, clientHeight } = this.canvas
    const [width, height] = [Math.round(clientWidth * devicePixelRatio), Math.round(clientHeight * devicePixelRatio)]
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width
      this.canvas.height = height
      this.context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0)
    }
    this.context.clearRect(0, 0, clientWidth, clientHeight)
  }

  dot(x: number, y: number, radius: number): void {
    this.context.moveTo(x + radius, y)
    this.context.arc(x, y, radius, 0, 2 * Math.PI)
  }

  stop(): void {
    this.map.off('move', this.moved)
    this.map.off('resize', this.moved)
  }
}

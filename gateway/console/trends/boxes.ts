/** What ECharts lets a custom series ask. */
export interface BoxPlace {
  value(dimension: number): number | string
  coord(data: number[]): number[]
  size?: (data: number[]) => number | number[]
}

/** A box within a category: `[category, low, high, where in its width the box begins]`. */
export function boxOf(place: BoxPlace, fill: unknown, opacity: number) {
  const [at, low, high, from] = [0, 1, 2, 3].map(dimension => Number(place.value(dimension)))
  const [middle = 0, bottom = 0] = place.coord([at ?? 0, low ?? 0])
  const [, top = 0] = place.coord([at ?? 0, high ?? 0])
  const width = widthOf(place.size?.([1, 0]))
  const x = middle - width / 2 + (from ?? 0) * width
  const shape = { x, y: top, width: middle + width / 2 - x, height: Math.max(1, bottom - top) }
  return { type: 'rect' as const, shape, style: { fill, opacity } }
}

const widthOf = (size: number | number[] | undefined) => (Array.isArray(size) ? size[0] : size) ?? 0

const tile = 8

/** A pattern of thin slanted lines: nobody knows. */
export function hatchOf(colour: string): unknown {
  const canvas = document.createElement('canvas')
  canvas.width = tile
  canvas.height = tile
  const pen = canvas.getContext('2d')
  if (!pen) return colour
  pen.strokeStyle = colour
  pen.beginPath()
  for (const shift of [-tile, 0, tile]) {
    pen.moveTo(shift, tile)
    pen.lineTo(shift + tile, 0)
  }
  pen.stroke()
  return { image: canvas, repeat: 'repeat' }
}

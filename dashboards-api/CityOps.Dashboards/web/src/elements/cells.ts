import { shallowRef } from 'vue'
import { elements } from './api'

/** The grid cells of the standard elements, with their towns; empty where they name none. */
export const cells = shallowRef<{ code: string; name: string }[]>([])

/** Without it cells are typed, as before. */
export async function readCells() {
  try {
    cells.value = (await elements.entries('grid_cell')).map(({ code, fields }) => ({ code, name: fields.town && !code.includes(fields.town) ? fields.town : code }))
  } catch {
    cells.value = []
  }
}

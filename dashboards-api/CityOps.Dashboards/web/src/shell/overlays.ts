import { ref } from 'vue'

/** Whether the palette, or the sheet of keys, is shown; any room may open them. */
export const paletteOpen = ref(false)
export const helpOpen = ref(false)

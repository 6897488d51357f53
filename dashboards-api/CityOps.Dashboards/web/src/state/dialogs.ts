import { ref } from 'vue'

/** How many dialogs are open; shortcuts of the page rest meanwhile. */
export const openDialogs = ref(0)

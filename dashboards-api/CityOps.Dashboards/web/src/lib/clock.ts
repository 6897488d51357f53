import { ref } from 'vue'

/** The present, told anew every half minute: enough for deadlines in minutes, and one timer for the whole page. */
export const now = ref(Date.now())

window.setInterval(() => (now.value = Date.now()), 30_000)

import { ref } from 'vue'

/** The server took a request for nobody's: the session ended while a page was open. */
export const expired = ref(false)

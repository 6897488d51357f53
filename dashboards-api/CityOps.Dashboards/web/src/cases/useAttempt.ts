import { ref } from 'vue'
import { wordsOf } from './notify'

/** Something that the server may refuse, one try at a time. What was typed stays; `failure` says why it was refused. */
export function useAttempt() {
  const busy = ref(false)
  const failure = ref('')

  async function attempt(what: () => Promise<void>) {
    busy.value = true
    failure.value = ''
    try {
      await what()
    } catch (error) {
      failure.value = wordsOf(error)
    } finally {
      busy.value = false
    }
  }

  return { busy, failure, attempt }
}

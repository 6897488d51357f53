import { ref } from 'vue'

/** A case's card is dragged over people; whoever it is over is marked, and gets it where it is let go. */
export function useDrop(dropped: (caseId: string, to: string) => void) {
  const over = ref('')

  function drop(event: DragEvent, name: string) {
    over.value = ''
    const caseId = event.dataTransfer?.getData('text/plain')
    if (caseId) dropped(caseId, name)
  }

  return { over, enter: (name: string) => (over.value = name), leave: () => (over.value = ''), drop }
}

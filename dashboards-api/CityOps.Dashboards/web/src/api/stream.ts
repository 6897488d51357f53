import { ref } from 'vue'
import { api, Refused } from './client'
import { expired } from './expired'
import type { CaseChange } from './types'

export type Connection = 'connecting' | 'live' | 'lost'

/** Follows changes of cases; the browser reconnects by itself and resumes after the last change it saw. */
export function followCases(onChange: (change: CaseChange) => void, onResync: () => void) {
  const connection = ref<Connection>('connecting')
  let source: EventSource | undefined
  let retry: number | undefined

  function open() {
    source = new EventSource('/api/v1/events')
    source.onopen = () => (connection.value = 'live')
    source.addEventListener('ping', () => (connection.value = 'live'))
    source.addEventListener('case', (event) => onChange(JSON.parse((event as MessageEvent<string>).data) as CaseChange))
    source.addEventListener('resync', onResync)
    source.onerror = () => {
      connection.value = 'lost'
      // A refused stream is closed for good by the browser; everything may have changed when it comes back.
      if (source?.readyState === EventSource.CLOSED) {
        void askWhy()
        retry = window.setTimeout(() => {
          open()
          onResync()
        }, 5_000)
      }
    }
  }

  // The browser does not say why a stream was refused.
  async function askWhy() {
    const why: unknown = await api.me().catch((error: unknown) => error)
    if (why instanceof Refused && why.status === 401) expired.value = true
  }

  open()
  return {
    connection,
    close: () => {
      window.clearTimeout(retry)
      source?.close()
    },
  }
}

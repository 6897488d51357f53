import { api, Refused, Unreachable } from '@/api/client'
import type { Entry } from './types'

/** Gives one entry to the server. */
export async function deliver(entry: Entry): Promise<void> {
  const path = `work-orders/${encodeURIComponent(entry.orderId)}` as const
  if (entry.kind === 'photo') return sendPhoto(`/api/v1/${path}/photos`, entry)
  try {
    await api.command(`${path}/${entry.kind}`, { ...entry.body, command_id: entry.id })
  } catch (error) {
    // Accepted meanwhile, or reported already by a colleague of the unit: there is nothing to decide about an acceptance.
    if (entry.kind === 'acceptance' && error instanceof Refused && error.status === 409) return
    throw error
  }
}

async function sendPhoto(path: string, entry: Entry): Promise<void> {
  const form = new FormData()
  form.set('client_id', entry.id)
  form.set('sha256', entry.photo!.sha256)
  form.set('photo', entry.photo!.blob, `${entry.id}.jpg`)
  const answer = await fetch(path, { method: 'POST', headers: { 'X-CityOps-Request': '1' }, body: form }).catch(() => {
    throw new Unreachable()
  })
  if (answer.ok) return
  const problem = await answer.json().catch(() => ({}))
  throw new Refused(answer.status, problem.title ?? answer.statusText, problem.detail ?? '', [])
}

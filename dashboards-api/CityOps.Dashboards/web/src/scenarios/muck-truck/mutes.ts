import { get, post, remove } from '@/api/client'
import type { Wire } from '@/api/wire'

/** A signal of a device that is not believed for some days, and the repair that was ordered with it. */
export type Mute = Wire<'MuteView'>

type Rate = Wire<'ShowFalseAlarmsRate'>

const root = '/api/v1/scenarios/muck-truck'

export const mutesOf = async (device: string): Promise<Mute[]> => (await get<`${typeof root}/mutes`>(`${root}/mutes?device_id=${encodeURIComponent(device)}`)).mutes

export const mute = (device: string, signal: string, days: number, reason: string): Promise<Mute> => post(`${root}/mutes`, { device_id: device, signal, days, reason })

export const lift = (id: string, because: 'repaired' | 'not_faulty'): Promise<Mute> => remove<`${typeof root}/mutes/{id}`>(`${root}/mutes/${encodeURIComponent(id)}?because=${because}`)

/** Of the incidents of one kind in the last 90 days, how many were dismissed as a device's fault. */
export async function falseAlarms(signal: string): Promise<{ incidents: number; falseAlarms: number }> {
  const { rates } = await get(`${root}/false-alarms`)
  const mine = rates.filter((rate) => rate.signal === signal)
  const sum = (of: (rate: Rate) => number) => mine.reduce((total, rate) => total + of(rate), 0)
  return { incidents: sum((rate) => rate.incidents), falseAlarms: sum((rate) => rate.false_alarms) }
}

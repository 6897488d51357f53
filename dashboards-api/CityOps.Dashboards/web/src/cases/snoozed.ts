import { computed, ref } from 'vue'
import { now } from '@/lib/clock'

/** Cases that their reader wants out of sight for some hours, in this browser only: the deadline runs on for everybody. */
const key = 'cityops.snoozed'

function read(): Record<string, number> {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '{}') as Record<string, number>
  } catch {
    return {}
  }
}

const until = ref<Record<string, number>>(read())

export const snoozedIds = computed(() => new Set(Object.entries(until.value).filter(([, end]) => end > now.value).map(([id]) => id)))

function keep(next: Record<string, number>) {
  until.value = next
  localStorage.setItem(key, JSON.stringify(next))
}

export const snooze = (caseId: string, hours: number): void => keep({ ...until.value, [caseId]: Date.now() + hours * 3_600_000 })
export const wakeAll = (): void => keep({})
export function wake(caseId: string): void {
  const { [caseId]: _, ...rest } = until.value
  keep(rest)
}

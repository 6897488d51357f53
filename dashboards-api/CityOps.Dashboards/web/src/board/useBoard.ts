import { computed, onBeforeUnmount, onMounted, ref, shallowRef, watch } from 'vue'
import { api, get } from '@/api/client'
import { followCases } from '@/api/stream'
import type { CaseSummary } from '@/api/types'
import { now } from '@/lib/clock'
import { dueState } from '@/lib/format'
import type { Order } from '@/phone/store/types'
import { connection } from '@/state/live'
import type { Duty, Inspector, WorkPlace } from './inspector'

/** Filed, given back or opened anew: somebody has to be sent. */
const waitingStages = 'filed,returned,reopened'
const unacceptedAfterMs = 30 * 60_000
const settleMs = 400

/** The board's cases and orders, kept current by the stream of changes. */
export function useBoard() {
  const waiting = shallowRef<CaseSummary[]>([])
  const orders = shallowRef<Order[]>([])
  const onDuty = shallowRef<Duty[]>([])
  const work = shallowRef<WorkPlace[]>([])
  const loading = ref(true)
  const failure = shallowRef<unknown>(null)
  let timer = 0

  async function load() {
    try {
      const [page, answer, map] = await Promise.all([
        api.cases({ state: waitingStages, sort: 'due', limit: 200 }),
        get<'/api/v1/work-orders'>('/api/v1/work-orders?state=all&limit=500'),
        get('/api/v1/dispatch-map'),
      ])
      waiting.value = page.cases
      orders.value = answer.orders
      onDuty.value = map.inspectors
      work.value = map.work
      failure.value = null
    } catch (error) {
      failure.value = error
    } finally {
      loading.value = false
    }
  }

  // Many changes within a moment are one look.
  const soon = () => {
    window.clearTimeout(timer)
    timer = window.setTimeout(load, settleMs)
  }

  let close = () => {}
  onMounted(() => {
    void load()
    const stream = followCases(soon, soon)
    const unwatch = watch(stream.connection, (state) => (connection.value = state), { immediate: true })
    close = () => {
      unwatch()
      stream.close()
    }
  })
  onBeforeUnmount(() => {
    close()
    window.clearTimeout(timer)
  })

  const open = computed(() => orders.value.filter((o) => o.status === 'open'))
  const accepted = computed(() => orders.value.filter((o) => o.status === 'accepted'))
  const reported = computed(() => orders.value.filter((o) => o.status === 'done' && o.stage === 'handling'))
  const going = computed(() => [...open.value, ...accepted.value])
  const overdue = computed(() => going.value.filter((o) => dueState(o.due_at) === 'overdue').length)
  const lateWaiting = computed(() => waiting.value.filter((item) => dueState(item.due_at) === 'overdue').length)
  const dueSoon = computed(() => [...going.value, ...waiting.value].filter((one) => dueState(one.due_at) === 'soon').length)
  const unaccepted = computed(() => open.value.filter((o) => now.value - Date.parse(o.created_at) > unacceptedAfterMs).length)

  /** Who is on duty, the least loaded first; then whoever else had an order. */
  const inspectors = computed<Inspector[]>(() => {
    const rostered = onDuty.value.map((duty): Inspector => ({ name: duty.inspector, open: duty.open, overdue: duty.overdue, duty }))
    const others = new Map<string, Inspector>()
    for (const order of orders.value) {
      if (!order.inspector || rostered.some(({ name }) => name === order.inspector)) continue
      const person = others.get(order.inspector) ?? { name: order.inspector, open: 0, overdue: 0, duty: null }
      others.set(order.inspector, person)
      if (order.status !== 'open' && order.status !== 'accepted') continue
      person.open++
      if (dueState(order.due_at) === 'overdue') person.overdue++
    }

    return [...rostered, ...[...others.values()].sort((a, b) => a.open - b.open || a.name.localeCompare(b.name))]
  })

  const waitingIds = computed<ReadonlySet<string>>(() => new Set(waiting.value.map((item) => item.case_id)))

  return { waiting, waitingIds, work, open, accepted, reported, inspectors, overdue, lateWaiting, dueSoon, unaccepted, loading, failure, load }
}

// A district made up from a seed: what the API would answer, for measuring the pages alone.
export const cases = 100_000
export const trucks = 20
export const hours = 8
const everyS = 15
const start = Date.UTC(2026, 2, 1, 0, 0, 0)

/** mulberry32 */
export function seeded(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const random = seeded(7)
const kinds = ['dumping', 'off_route', 'off_hours', 'speeding', 'uncovered']
const iso = (ms) => new Date(ms).toISOString()

export const list = Array.from({ length: cases }, (_, i) => {
  const truck = i % 3 !== 0
  const at = start - Math.floor(random() * 6e8)
  return {
    case_id: `CASE-${String(i).padStart(6, '0')}`,
    scenario: truck ? 'muck-truck' : 'group-rental',
    subject: truck ? `truck-${String(i % 1000).padStart(4, '0')}` : String(10n ** 18n + BigInt(i)),
    stage: 'detected',
    town: truck ? null : `Town ${i % 12}`,
    kind: truck ? kinds[i % kinds.length] : 'over_occupancy',
    score: 1 - i / cases,
    evidence_count: 1,
    opened_at: iso(at),
    updated_at: iso(at),
    due_at: iso(start + Math.floor(random() * 4e8)),
    closed_at: null,
    previous_case_id: null,
    version: 2,
  }
})

export function track(truck) {
  const next = seeded(Number(truck.slice(-4)) + 1)
  let [lon, lat, course, speed] = [121.5 + next() / 10, 31.2 + next() / 10, next() * 6.28, 30]
  return Array.from({ length: (hours * 3600) / everyS }, (_, i) => {
    course += (next() - 0.5) * 0.6
    speed = Math.min(80, Math.max(0, speed + (next() - 0.5) * 16))
    lon += (Math.cos(course) * speed * everyS) / 3600 / 95
    lat += (Math.sin(course) * speed * everyS) / 3600 / 111
    return { at: iso(start + i * everyS * 1000), lon, lat, speed_kmh: speed, load: Math.floor(i / 200) % 2 ? 'full' : 'empty', lid: Math.floor(i / 90) % 3 ? 'closed' : 'open' }
  })
}

export const range = { from: iso(start), to: iso(start + hours * 3_600_000) }

export const fleetSize = 2_000
const fleet = Array.from({ length: fleetSize }, (_, i) => ({ lon: 121.45 + random() / 4, lat: 31.1 + random() / 4, course: random() * 6.28, moving: i % 4 !== 0 }))

/** Each look finds the trucks five seconds further. */
export function fleetNow() {
  return fleet.map((truck, i) => {
    if (truck.moving) {
      truck.course += (random() - 0.5) * 0.6
      truck.lon += (Math.cos(truck.course) * 70) / 95_000
      truck.lat += (Math.sin(truck.course) * 70) / 111_000
    }
    return { truck_id: `truck-${i}`, at: iso(start), age_seconds: 1, lon: truck.lon, lat: truck.lat, speed_kmh: truck.moving ? 50 : 0, course_deg: null, load: 'full', lid: 'closed', moving: truck.moving }
  })
}

const flow = { events: 2_076_594, suspicions: 240, cases: 180, filed: 90, orders: 80, visits: 60, closures: 40 }
export const overview = {
  as_of: iso(start), time_zone: 'Asia/Shanghai', day: '2026-03-01', today: flow,
  hours: Array.from({ length: 24 }, (_, hour) => ({ hour: iso(start + hour * 3_600_000), flow: { ...flow, cases: hour, closures: 24 - hour } })),
  open: [{ scenario: 'muck-truck', stage: 'detected', cases: 120 }], overdue: 3, due_soon: 12, fleet: { seen: fleetSize, moving: 1_500, loaded: 700 }, indicators: {},
}

const scenario = (name, kind, review) => ({
  name, title_zh: name, title_en: name, subject_kind: kind, review_before_dispatch: review, scoreable: review, web_module: name,
  outcomes: ['confirmed', 'not_found'], filing_reasons: [], dismiss_reasons: [], lawful_reasons: [],
})
export const me = {
  name: 'bench', roles: ['analyst', 'inspector', 'leader'], demo: false, all_roles: [],
  rights: ['cases.read', 'cases.triage', 'cases.review', 'traces.read', 'map.read', 'summary.read', 'fleet.read', 'workorders.create', 'workorders.outcome'],
}
export const meta = {
  time_zone: 'Asia/Shanghai', stages: ['detected', 'triaged', 'filed', 'dispatched', 'handling', 'verified', 'closed', 'dismissed', 'returned', 'suspended', 'reopened'],
  scenarios: [scenario('group-rental', 'dwelling', true), scenario('muck-truck', 'truck', false)],
}

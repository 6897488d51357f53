import type { Room } from '@/shell/rooms'

const room: Room = {
  name: 'shifts',
  title: { zh: '值守', en: 'Shift' },
  icon: 'shift',
  path: '/shifts',
  rights: ['shifts.read'],
  order: 40,
  also: '值班 当班 shifts',
  parts: [
    { title: { zh: '交接班', en: 'Handover' }, path: '/shifts/handover', right: 'shifts.read', also: '交班 接班 签字 sign' },
    { title: { zh: '专项整治', en: 'Campaigns' }, path: '/shifts/campaigns', right: 'shifts.read', also: '专项行动 冻结 freeze' },
    { title: { zh: '简报', en: 'Briefs' }, path: '/shifts/briefs', right: 'indicators.cases', also: '日报 周报 月报 report' },
  ],
  routes: [{ path: '/shifts/:part?/:id?', name: 'shifts', component: () => import('./ShiftRoom.vue') }],
}

export default room

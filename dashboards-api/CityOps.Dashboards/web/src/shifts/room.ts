import type { Room } from '@/shell/rooms'

const room: Room = {
  name: 'shifts',
  title: { zh: '值守', en: 'Shift' },
  icon: 'shift',
  path: '/shifts',
  rights: ['shifts.read'],
  order: 40,
  routes: [{ path: '/shifts/:part?/:id?', name: 'shifts', component: () => import('./ShiftRoom.vue') }],
}

export default room

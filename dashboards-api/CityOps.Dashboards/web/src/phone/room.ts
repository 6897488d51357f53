import type { Room } from '@/shell/rooms'

const room: Room = {
  name: 'phone',
  title: { zh: '我的工单', en: 'My orders' },
  icon: 'phone',
  path: '/phone',
  rights: ['workorders.outcome'],
  order: 30,
  also: '手机 上门 phone visit',
  homeOf: ['inspector'],
  bare: true,
  // One record for the round and an order, so that what the phone holds is opened once.
  routes: [{ path: '/phone/:id?', name: 'phone', component: () => import('./PhoneRoom.vue') }],
}

export default room

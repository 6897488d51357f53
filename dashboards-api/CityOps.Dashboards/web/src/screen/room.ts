import type { Room } from '@/shell/rooms'

const room: Room = {
  name: 'screen',
  title: { zh: '大屏', en: 'Big screen' },
  icon: 'screen',
  path: '/screen',
  rights: ['fleet.read'],
  order: 70,
  also: '总览 看板 overview wall',
  homeOf: ['leader'],
  bare: true,
  routes: [{ path: '/screen', name: 'screen', component: () => import('./ScreenRoom.vue') }],
}

export default room

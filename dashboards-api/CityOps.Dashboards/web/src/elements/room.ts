import type { Room } from '@/shell/rooms'

const room: Room = {
  name: 'elements',
  title: { zh: '要素', en: 'Elements' },
  icon: 'filed',
  path: '/elements',
  rights: ['elements.read'],
  order: 80,
  routes: [{ path: '/elements/:kind?', name: 'elements', component: () => import('./ElementsRoom.vue') }],
}

export default room

import type { Room } from '@/shell/rooms'

const room: Room = {
  name: 'elements',
  title: { zh: '要素', en: 'Elements' },
  icon: 'filed',
  path: '/elements',
  rights: ['elements.read'],
  order: 80,
  also: '标准 网格 单位 排班 班表 假期 standard grid unit roster holiday',
  routes: [{ path: '/elements/:kind?', name: 'elements', component: () => import('./ElementsRoom.vue') }],
}

export default room

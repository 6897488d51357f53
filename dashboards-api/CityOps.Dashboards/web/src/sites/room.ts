import type { Room } from '@/shell/rooms'

const room: Room = {
  name: 'sites',
  title: { zh: '场地', en: 'Sites' },
  icon: 'map',
  path: '/sites',
  rights: ['register.read'],
  order: 85,
  routes: [{ path: '/sites/:part?', name: 'sites', component: () => import('./SitesRoom.vue') }],
}

export default room

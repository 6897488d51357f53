import type { Room } from '@/shell/rooms'

const room: Room = {
  name: 'admin',
  title: { zh: '管理', en: 'Admin' },
  icon: 'admin',
  path: '/admin',
  rights: ['pipelines.read', 'quality.read', 'audit.read', 'accounts.manage'],
  order: 90,
  homeOf: ['auditor', 'system_admin', 'security_admin'],
  routes: [{ path: '/admin/:part?', name: 'admin', component: () => import('./AdminRoom.vue') }],
}

export default room

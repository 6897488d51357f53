import type { Room } from '@/shell/rooms'

const room: Room = {
  name: 'sites',
  title: { zh: '场地', en: 'Sites' },
  icon: 'map',
  path: '/sites',
  rights: ['register.read'],
  order: 85,
  also: '工地 消纳场 禁倒区 围栏 登记 fence register',
  parts: [
    { title: { zh: '处置证', en: 'Permits' }, path: '/sites/permits', right: 'register.read', also: '路线 许可 route' },
  ],
  routes: [{ path: '/sites/:part?', name: 'sites', component: () => import('./SitesRoom.vue') }],
}

export default room

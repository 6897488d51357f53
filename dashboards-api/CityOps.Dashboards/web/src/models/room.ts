import type { Room } from '@/shell/rooms'

const room: Room = {
  name: 'models',
  title: { zh: '模型', en: 'Models' },
  icon: 'models',
  path: '/models',
  rights: ['models.read'],
  order: 60,
  also: '漂移 版本 训练 上线 drift version promote',
  homeOf: ['scientist'],
  routes: [{ path: '/models/:scenario?/:score?', name: 'models', component: () => import('./ModelsRoom.vue') }],
}

export default room

import type { Room } from '@/shell/rooms'

const room: Room = {
  name: 'tracks',
  title: { zh: '轨迹溯源', en: 'Tracks' },
  icon: 'trace',
  path: '/tracks',
  rights: ['traces.read'],
  order: 20,
  also: '回放 播放 抛洒 replay trace',
  routes: [{ path: '/tracks', name: 'tracks', component: () => import('./TracksRoom.vue') }],
  keys: [
    { keys: 'P', text: { zh: '播放或暂停', en: 'Play or pause' } },
    { keys: '← →', text: { zh: '后退、前进 30 秒', en: '30 seconds back, forward' } },
    { keys: 'F', text: { zh: '跟随车辆', en: 'Follow the truck' } },
    { keys: '[ ]', text: { zh: '放慢、加快', en: 'Slower, faster' } },
  ],
}

export default room

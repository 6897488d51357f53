import type { Room } from '@/shell/rooms'

const room: Room = {
  name: 'board',
  title: { zh: '派遣', en: 'Dispatch' },
  icon: 'board',
  path: '/board',
  rights: ['workorders.create'],
  order: 20,
  also: '派单 派工 看板 board assign',
  routes: [{ path: '/board', name: 'board', component: () => import('./BoardRoom.vue') }],
  keys: [
    { keys: 'Enter', text: { zh: '给所选案件派人', en: 'Assign the chosen case' } },
    { keys: '1–9', text: { zh: '在派人窗口里选网格员', en: 'Choose an inspector in the dialog' } },
  ],
}

export default room

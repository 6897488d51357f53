import type { Room } from '@/shell/rooms'

const room: Room = {
  name: 'cases',
  title: { zh: '案件', en: 'Cases' },
  icon: 'cases',
  path: '/cases',
  rights: ['cases.read'],
  order: 10,
  also: '待办 队列 线索 queue triage',
  homeOf: ['analyst', 'reviewer'],
  // One record for list and case, so that opening a case keeps the list where it is.
  routes: [{ path: '/cases/:id?', name: 'cases', component: () => import('./CasesRoom.vue') }],
  keys: [
    { keys: 'J', text: { zh: '下一件', en: 'Next' } },
    { keys: 'K', text: { zh: '上一件', en: 'Previous' } },
    { keys: 'Enter', text: { zh: '打开', en: 'Open' } },
    { keys: 'C', text: { zh: '立案', en: 'Confirm' } },
    { keys: 'X', text: { zh: '不予立案，再按 1–9 选理由', en: 'Dismiss, then 1–9 for the reason' } },
    { keys: 'D', text: { zh: '派遣', en: 'Dispatch' } },
    { keys: 'M', text: { zh: '和另一件重复', en: 'Same as another' } },
    { keys: 'H', text: { zh: '稍后再看', en: 'Snooze' } },
    { keys: 'Z', text: { zh: '撤销', en: 'Undo' } },
    { keys: 'P', text: { zh: '播放渣土车轨迹', en: 'Play a truck’s track' } },
    { keys: 'Space', text: { zh: '选中渣土车案件，批量办理', en: 'Choose a truck case for a bulk action' } },
  ],
}

export default room

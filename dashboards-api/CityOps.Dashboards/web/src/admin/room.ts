import type { Room } from '@/shell/rooms'

const room: Room = {
  name: 'admin',
  title: { zh: '管理', en: 'Admin' },
  icon: 'admin',
  path: '/admin',
  rights: ['pipelines.read', 'quality.read', 'audit.read', 'accounts.manage'],
  order: 90,
  also: '后台 设置 administration',
  parts: [
    { title: { zh: '系统健康', en: 'System health' }, path: '/admin/health', right: 'pipelines.read', also: '监控 状态 status' },
    { title: { zh: '数据质量', en: 'Data quality' }, path: '/admin/quality', right: 'quality.read', also: '缺数 覆盖 coverage' },
    { title: { zh: '审计', en: 'Audit' }, path: '/admin/audit', right: 'audit.read', also: '日志 谁看过 log' },
    { title: { zh: '账号', en: 'Accounts' }, path: '/admin/accounts', right: 'accounts.manage', also: '用户 密码 角色 users password roles' },
    { title: { zh: '令牌', en: 'Tokens' }, path: '/admin/tokens', right: 'accounts.manage', also: '接口 token api' },
  ],
  homeOf: ['auditor', 'system_admin', 'security_admin'],
  routes: [{ path: '/admin/:part?', name: 'admin', component: () => import('./AdminRoom.vue') }],
}

export default room

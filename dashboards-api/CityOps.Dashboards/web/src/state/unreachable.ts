import { t } from '@/i18n'
import { me } from './session'

/** What to do while no server answers; whoever runs it is told where to look. */
export const unreachableHint = (): string => t(me.value?.roles.includes('system_admin') ? 'error.unreachableAdmin' : 'error.unreachableHint')

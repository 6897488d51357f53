import 'element-plus/theme-chalk/el-message.css'
import { ElMessage } from 'element-plus/es/components/message/index.mjs'
import { Refused } from '@/api/client'
import { saidOf } from '@/api/refusal'
import { unreachableHint } from '@/state/unreachable'
import { t } from '@/i18n'

/** What a failure says: why the server refused, or that nothing reached it. */
export const wordsOf = (error: unknown): string =>
  error instanceof Refused ? saidOf(error) : `${t('error.unreachable')} ${unreachableHint()}`

/** Below the bar of every room, which stays in sight and in reach. */
const offset = 56

/** Short messages at the top of the page. */
export const told = {
  /** What was done; what had failed before is over with it. */
  done: (message: string): void => {
    ElMessage.closeAll('error')
    ElMessage({ message, type: 'success', duration: 2500, offset })
  },
  /** Neither done nor failed. */
  said: (message: string) => void ElMessage({ message, type: 'info', duration: 5000, offset, grouping: true }),
  failed: (error: unknown) => told.refused(wordsOf(error)),
  /** Why it was not done, in words of the page. */
  refused: (message: string) => void ElMessage({ message, type: 'error', duration: 8000, showClose: true, offset }),
}

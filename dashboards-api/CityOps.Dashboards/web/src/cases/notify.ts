import 'element-plus/theme-chalk/el-message.css'
import { ElMessage } from 'element-plus/es/components/message/index.mjs'
import { Refused } from '@/api/client'
import { saidOf } from '@/api/refusal'
import { t } from '@/i18n'

/** What a failure says: why the server refused, or that nothing reached it. */
export const wordsOf = (error: unknown): string =>
  error instanceof Refused ? saidOf(error) : `${t('error.unreachable')} ${t('error.unreachableHint')}`

/** Short messages at the top of the page. */
export const told = {
  done: (message: string) => void ElMessage({ message, type: 'success', duration: 2500 }),
  failed: (error: unknown) => void ElMessage({ message: wordsOf(error), type: 'error', duration: 8000, showClose: true }),
}

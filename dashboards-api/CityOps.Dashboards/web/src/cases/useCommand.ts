import { ref } from 'vue'
import { api, newCommandId } from '@/api/client'
import type { Address, Command, Said } from '@/api/wire'
import { t } from '@/i18n'
import { wordsOf } from './notify'

/**
 * Sends the command of one dialog. Its id is made once, so that trying again after a lost answer does nothing twice; what was typed
 * stays when the server refuses.
 */
export function useCommand(onDone: () => void) {
  const commandId = newCommandId()
  const busy = ref(false)
  const failure = ref('')

  async function send<C extends Command>(path: Address<C>, body: Said<C>) {
    busy.value = true
    failure.value = ''
    try {
      await api.command<C>(path, { command_id: commandId, ...body })
      onDone()
    } catch (error) {
      failure.value = `${wordsOf(error)} ${t('error.kept')}`
    } finally {
      busy.value = false
    }
  }

  return { busy, failure, send }
}

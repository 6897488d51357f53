import { api, newCommandId } from '@/api/client'
import type { Address, Command, Said } from '@/api/wire'
import { t as common } from '@/i18n'
import { give } from './undoing'
import { t } from './words'

/** The commands of a desk that are given while the reader goes on, each with the command that takes it back. */
const send = <C extends Command>(path: Address<C>, body: Said<C>) => {
  const command = { command_id: newCommandId(), ...body }
  return () => api.command<C>(path, command)
}

const id = encodeURIComponent

/** A dismissal is taken back by whoever made it, within ten minutes. */
export const undoDismissal = (caseId: string) => send<'cases/{id}/undo'>(`cases/${id(caseId)}/undo`, {})

export const unmerge = (caseId: string) => send<'cases/{id}/unmerge'>(`cases/${id(caseId)}/unmerge`, {})

export const wake = (caseId: string) => send<'cases/{id}/snooze'>(`cases/${id(caseId)}/snooze`, { until: null })

export function review(caseId: string, decision: 'confirm' | 'dismiss', body: Omit<Said<'cases/{id}/review'>, 'decision'>): void {
  const action = common(decision === 'confirm' ? 'action.confirm' : 'action.dismiss')
  const command = send<'cases/{id}/review'>(`cases/${id(caseId)}/review`, { decision, ...body })
  if (decision === 'dismiss') give(caseId, action, command, undoDismissal(caseId))
  else give(caseId, action, command, null, t('undo.filed', { id: caseId }))
}

export const snooze = (caseId: string, until: string): void =>
  give(caseId, t('action.snooze'), send<'cases/{id}/snooze'>(`cases/${id(caseId)}/snooze`, { until }), wake(caseId))

export const mergeInto = (caseId: string, other: string, note: string): void =>
  give(caseId, t('same.into', { id: other }), send<'cases/{id}/merge'>(`cases/${id(caseId)}/merge`, { into_case_id: other, note: note || null }), unmerge(caseId))

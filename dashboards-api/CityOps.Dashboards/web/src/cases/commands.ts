import { api, newCommandId } from '@/api/client'
import { t as common } from '@/i18n'
import { give } from './undoing'
import { t } from './words'

/** The commands of a desk that are given while the reader goes on, each with the command that takes it back. */
const path = (caseId: string, name: string) => `cases/${encodeURIComponent(caseId)}/${name}`

const send = (caseId: string, name: string, body: object) => {
  const command = { command_id: newCommandId(), ...body }
  return () => api.command(path(caseId, name), command)
}

/** A dismissal is taken back by whoever made it, within ten minutes. */
export const undoDismissal = (caseId: string) => send(caseId, 'undo', {})

export const unmerge = (caseId: string) => send(caseId, 'unmerge', {})

export const wake = (caseId: string) => send(caseId, 'snooze', { until: null })

export function review(caseId: string, decision: 'confirm' | 'dismiss', body: object): void {
  const action = common(decision === 'confirm' ? 'action.confirm' : 'action.dismiss')
  give(caseId, action, send(caseId, 'review', { decision, ...body }), decision === 'dismiss' ? undoDismissal(caseId) : null)
}

export const snooze = (caseId: string, until: string): void => give(caseId, t('action.snooze'), send(caseId, 'snooze', { until }), wake(caseId))

export const mergeInto = (caseId: string, other: string): void =>
  give(caseId, t('same.into', { id: other }), send(caseId, 'merge', { into_case_id: other }), unmerge(caseId))

import { get } from '@/api/client'
import type { Wire } from '@/api/wire'
import { unitName } from '@/elements/units'
import { t, tCode } from '@/i18n'

/** Somebody on duty, with what speaks for sending them. */
export type Proposal = Wire<'Proposal'>

/** Somebody who is not proposed, or a unit. */
export const otherThanProposed = '*'

/** As many as there are digits to choose by, and one for others. */
const most = 8

/** Whom the server proposes, the best first; nobody where nobody is on duty or it can't be asked. */
export async function proposed(caseId: string): Promise<Proposal[]> {
  try {
    const { proposals } = await get<'/api/v1/cases/{id}/dispatch-proposal'>(`/api/v1/cases/${encodeURIComponent(caseId)}/dispatch-proposal`)
    // Somebody of two units stands on the roster twice: their best counts.
    return proposals.filter((one, at) => proposals.findIndex((it) => it.inspector.inspector === one.inspector.inspector) === at).slice(0, most)
  } catch {
    return []
  }
}

/** Name, unit, load and why: as much as tells them apart. */
export function proposalText({ inspector: one, reasons }: Proposal) {
  const why = reasons.filter((reason) => reason !== 'load').map((reason) => tCode('dispatch.reason', reason))
  const text = [one.inspector, unitName(one.unit), t('dispatch.load', { n: one.open }), ...why].filter(Boolean).join(' · ')
  return { code: one.inspector, zh: text, en: text }
}

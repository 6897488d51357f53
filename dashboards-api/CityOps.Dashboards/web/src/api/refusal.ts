import { language, t, tCode } from '@/i18n'
import type { Refused } from './client'

/** Refusals whose whole meaning is their reason or status; of all others the server's own words say what is wrong. */
const reasons = { wrong_version: 'refusal.version', wrong_role: 'refusal.forbidden', wrong_owner: 'refusal.owner', not_opened: 'refusal.notOpened', not_found: 'refusal.missing' } as const
const statuses = { 403: 'refusal.forbidden', 404: 'refusal.missing', 413: 'refusal.tooLarge', 429: 'refusal.tooMany', 503: 'refusal.away' } as const

/** CityOps gives these itself. */
const systems = ['tick', 'record_suspicion', 'dispatch_by_rule']

/** What a refusal says to the person at the page, in the language of the page. The server speaks English. */
export function saidOf(refused: Refused): string {
  const server = refused.detail || refused.title
  if (refused.status >= 500 && refused.status !== 503) return t(refused.reading ? 'refusal.unread' : 'refusal.broken')
  // To a program the server tells how to send a token.
  if (refused.status === 401) return t('refusal.signedOut')
  if (language.value === 'en') return server
  const { reason, stage } = refused.body
  if (reason === 'wrong_stage' && typeof stage === 'string') {
    const now = t('refusal.stage', { stage: tCode('stage', stage) })
    const commands = refused.allowed.filter((command) => !systems.includes(command)).map((command) => tCode('command', command))
    return commands.length > 0 ? now + t('refusal.allowed', { commands: commands.join('、') }) : now
  }

  const key = reasons[reason as keyof typeof reasons] ?? statuses[refused.status as keyof typeof statuses]
  if (key) return t(key)
  return t('refusal.invalid', { detail: server })
}

import { either, tCode as common } from '@/i18n'
import { exact } from '@/lib/format'
import { meta, scenarioTitle } from '@/state/meta'
import { hasWord, t } from './auditWords'

type Words = (...parts: string[]) => string

const instant = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/g

/** Times of the log are UTC; a page shows the district's clock. */
const local = (text: string): string => text.replace(instant, (at) => exact(at))

/** What is written word for word the same each time has a word of its own; what a person wrote stays as it was written. */
function said(text: string): string {
  const key = `said.${text.replaceAll(' ', '_')}`
  return hasWord(key) ? t(key) : local(text)
}

const roles = (names: string): string => names.split(' ').map((role) => common('role', role)).join(' ')
const purpose = (word: string): string => (hasWord(`purpose.${word}`) ? t(`purpose.${word}` as 'purpose.visit') : word)

/** A code of one of the scenarios' lists. */
function reasonCode(code: string): string {
  const known = (meta.value?.scenarios ?? []).flatMap((s) => [...s.filing_reasons, ...s.dismiss_reasons, ...s.lawful_reasons]).find((r) => r.code === code)
  return known ? either(known) : code.replaceAll('_', ' ')
}

function codes(list: string): string[] {
  return list.split(', ').filter(Boolean).map((pair) => {
    const [name = '', ...rest] = pair.split(' ')
    const value = rest.join(' ')
    const shown = name === 'outcome' ? common('outcome', value) : name.endsWith('_code') ? reasonCode(value) : value
    const what = `codes.${name}`
    return t('code', { what: hasWord(what) ? t(what) : name.replaceAll('_', ' '), value: shown })
  })
}

/** The forms in which CityOps writes reasons, the more special ones first. */
const reasons: [RegExp, Words][] = [
  [/^event (\d+), (\w+) at (\S+?)((?:, \w+ [^,]+)*)$/, (n, stage, at, more) => [t('event', { n: n!, stage: common('stage', stage!), at: local(at!) }), ...codes(more ?? '')].join(' · ')],
  [/^version (\d+)$/, (n) => t('version', { n: n! })],
  [/^(\d+) days to (\d{4}-\d\d-\d\d)$/, (n, day) => t('days', { n: n!, day: day! })],
  [/^(\S+\/\S+), (\d+) bytes, SHA-256 (\w+)$/, (type, n, hash) => t('photo', { type: type!, n: n!, hash: hash! })],
  [/^uploaded before (\S+), SHA-256 (\w+)$/, (at, hash) => t('photoErased', { at: local(at!), hash: hash! })],
  [/^(\d+) dwellings, (\w+): ([^]*)$/, (n, word, text) => t('bulk', { n: n!, purpose: purpose(word!), text: text! })],
  [/^(allowed|refused): ([^]*)$/, (what, text) => t('decided', { what: said(what!), text: text! })],
  [/^(WO-\S+) more than (\d+) dwellings in 24 hours: ([^]*)$/, (order, n, text) => t('tooMany', { order: order!, n: n!, text: text! })],
  [/^(WO-\S+) (\w+) \w+(?: of bulk \w+)?: ([^]*)$/, (order, word, text) => t('opened', { order: order!, purpose: purpose(word!), text: said(text!) })],
  [/^(WO-\S+): ([^]*)$/, (order, text) => t('refusedOrder', { order: order!, text: said(text!) })],
  [/^made with ([a-z_ ]+)$/, (names) => t('made', { roles: roles(names!) })],
  [/^roles ([a-z_ ]+)$/, (names) => t('made', { roles: roles(names!) })],
  [/^retired (\S+)$/, (code) => t('retired', { code: code! })],
  [/^(\d+) entries: (.*)$/, (n, list) => t('entries', { n: n!, codes: list! })],
  [/^(.*): ([a-z_ ]+); (.*); until (\S+)$/, (name, names, scope, at) => t('token', { name: name!, roles: roles(names!), scope: scope!, at: local(at!) })],
  [/^SHA-256 (\w+)$/, (hash) => t('signed', { hash: hash! })],
  [/^SHA-256 (\w+), cases: (\d+)$/, (hash, n) => t('frozen', { hash: hash!, n: n! })],
  [/^asked: ([^]*)$/, (text) => t('asked', { text: text! })],
]

const subjects: [RegExp, Words][] = [
  [/^(CASE-\S+) ([a-z_]+)$/, (id, kind) => `${id} ${common('event', kind!)}`],
  [/^(ho_\S+) (outgoing|incoming)$/, (id, side) => t(`side.${side as 'outgoing'}`, { id: id! })],
  [/^(cp_\S+) (\S+)$/, (id, scenario) => t('campaign', { id: id!, scenario: scenarioTitle(scenario!) })],
  [/^campaign (cp_\S+)\.csv$/, (id) => t('campaignFile', { id: id! })],
  [/^brief (\S+)$/, (file) => t('briefFile', { file: file! })],
  [/^(.*) in shadow$/, (what) => t('inShadow', { what: what! })],
  [/^(.*) despite the gate$/, (what) => t('despite', { what: what! })],
  [/^(\S+) rollback$/, (what) => t('rollback', { what: what! })],
  [/^features of (\S+) as of (\S+)$/, (scenario, at) => t('features', { scenario: scenarioTitle(scenario!), at: local(at!) })],
]

function inWords(text: string, forms: [RegExp, Words][]): string {
  for (const [form, words] of forms) {
    const found = form.exec(text)
    if (found) return words(...found.slice(1))
  }

  return said(text)
}

/** Why, in the language and by the clock of the page. */
export const reasonOf = (reason: string): string => inWords(reason, reasons)

/** To what, likewise. */
export const subjectOf = (subject: string): string => inWords(subject, subjects)

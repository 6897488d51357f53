import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { pages } from './pages.mjs'

describe('why something stands in the audit log, in the words and by the clock of the page', () => {
  let site, reasonOf, subjectOf, language
  before(async () => {
    site = await pages()
    ;({ reasonOf, subjectOf } = await site.load('admin/auditReason.ts'))
    ;({ language } = await site.load('i18n/language.ts'))
    const { meta } = await site.load('state/meta.ts')
    const list = { filing_reasons: [{ code: 'over_occupancy', zh: '人数明显超出', en: 'Far more people' }], dismiss_reasons: [], lawful_reasons: [] }
    meta.value = { time_zone: 'Asia/Shanghai', stages: [], scenarios: [{ name: 'group-rental', title_zh: '群租房', title_en: 'Group rental', ...list }] }
  })
  after(() => site.close())
  beforeEach(() => (language.value = 'zh'))

  it('tells a step of a case with its stage, local time and codes', () => {
    const reason = 'event 3, filed at 2026-03-01T18:30:00.1234567+00:00, reason_code over_occupancy'
    const said = reasonOf(reason)
    assert.ok(said.includes('立案') && said.includes('02:30') && said.includes('理由：人数明显超出'), said)
    assert.ok(!said.includes('T18:30'), said)
    language.value = 'en'
    assert.ok(reasonOf(reason).includes('reason: Far more people'))
    assert.ok(reasonOf('event 6, handling at 2026-03-01T00:00:00.0000000+00:00, outcome confirmed, work_order_id WO-1-1').includes('WO-1-1'))
  })

  for (const [reason, words] of [
    ['WO-7-1 visit 0a1b2c: 核对人数', 'WO-7-1，走访：核对人数'],
    ['WO-7-1 appointment 0a1b2c of bulk ff00: 约时间', 'WO-7-1，预约：约时间'],
    ['WO-7-1 visit 0a1b2c: shown again', 'WO-7-1，走访：再次显示'],
    ['WO-7-1: not the person it was given to', 'WO-7-1：不是派给本人的工单'],
    ['WO-7-1 more than 30 dwellings in 24 hours: 核对', 'WO-7-1：24 小时内超过 30 户；核对'],
    ['12 dwellings, notice: 送达通知', '12 户，送达：送达通知'],
    ['allowed: 理由充分', '同意：理由充分'],
    ['wrong password', '密码不对'],
    ['made with analyst inspector', '角色：坐席 网格员'],
    ['the role does not allow it', '角色不允许'],
    ['SHA-256 0a1b', '签字内容的指纹 0a1b'],
    ['SHA-256 0a1b, cases: 23', '23 件，名单的指纹 0a1b'],
  ])
    it(`tells “${reason}”`, () => assert.equal(reasonOf(reason), words))

  it('leaves what a person wrote as it was written, but for times', () => {
    assert.equal(reasonOf('走访结果训练的版本，试用一周。'), '走访结果训练的版本，试用一周。')
    assert.ok(reasonOf('muted until 2026-03-01T18:30:00Z').includes('02:30'))
    assert.equal(reasonOf(''), '')
  })

  it('tells to what', () => {
    assert.equal(subjectOf('CASE-7 filed'), 'CASE-7 立案')
    assert.equal(subjectOf('group-rental abc in shadow'), 'group-rental abc（作为挑战者）')
    assert.equal(subjectOf('ho_01 outgoing'), 'ho_01 交班')
    assert.equal(subjectOf('cp_01 group-rental'), 'cp_01（群租房）')
    assert.equal(subjectOf('1234567890123456789'), '1234567890123456789')
  })
})

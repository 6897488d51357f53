import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { pages } from './pages.mjs'

describe('what people read in place of codes', () => {
  let site, language
  before(async () => {
    site = await pages()
    ;({ language } = await site.load('i18n/language.ts'))
    const { meta } = await site.load('state/meta.ts')
    const lists = { filing_reasons: [], dismiss_reasons: [], lawful_reasons: [] }
    meta.value = {
      time_zone: 'Asia/Shanghai',
      stages: [],
      scenarios: [
        { name: 'group-rental', title_zh: '群租房', title_en: 'Group rental', subject_kind: 'dwelling', ...lists },
        { name: 'muck-truck', title_zh: '渣土车', title_en: 'Muck truck', subject_kind: 'truck', ...lists },
      ],
    }
  })
  after(() => site.close())
  beforeEach(() => (language.value = 'zh'))

  it('elements: local times, scenario names, units by name, and headings like the rest', async () => {
    const { valueText, fieldName } = await site.load('elements/values.ts')
    const { units } = await site.load('elements/units.ts')
    units.value = [{ code: 'grid_02', name: '北蔡镇网格队' }]
    assert.equal(valueText({ name: 'from', type: 'instant' }, '2026-11-29T21:32:40+00:00'), '2026-11-30 05:32')
    assert.equal(valueText({ name: 'from', type: 'instant' }, '2028-01-01 08:00'), '2028-01-01 08:00')
    assert.equal(valueText({ name: 'skills', type: 'text' }, 'muck-truck group-rental'), '渣土车、群租房')
    assert.equal(valueText({ name: 'unit', type: 'code', of: 'unit' }, 'grid_02'), '北蔡镇网格队')
    language.value = 'en'
    assert.equal(fieldName('visits_per_week'), 'Visits per week')
  })

  it('evidence: why it was listed and how likely that was', async () => {
    const { codeText, keyText } = await site.load('cases/evidenceWords.ts')
    assert.equal(codeText('reasons', ['over_legal_limit', 'far_more_than_registered']), '估计人数超过法定上限、远多于登记人数')
    assert.equal(keyText('selection_probability'), '被选中的概率')
    assert.equal(codeText('selection_probability', 1), '全部选中（1）')
    assert.equal(codeText('floor', 3), null)
  })

  it('outcomes: nobody enters a truck', async () => {
    const { outcomeText } = await site.load('cases/outcome.ts')
    assert.equal(outcomeText('no_entry', 'muck-truck'), '没遇到车辆')
    assert.equal(outcomeText('no_entry', 'group-rental'), '未能入户')
  })

  it('photos: one for each that is listed', async () => {
    const { photosFor, listedFor } = await site.load('phone/result.ts')
    const needed = [
      { step: 'confirmed', at_least: 0, zh: '车', en: '' },
      { step: 'confirmed', at_least: 2, zh: '现场', en: '' },
      { step: 'recheck', at_least: 1, zh: '复查', en: '' },
    ]
    assert.equal(photosFor('confirmed', needed), 3)
    assert.equal(photosFor('no_entry', needed), 1)
    assert.deepEqual(listedFor('', needed).map((one) => one.zh), ['车', '现场'])
  })

  it('health: what hangs and what to do, in the words of the page', async () => {
    const { healthReason } = await site.load('admin/healthWords.ts')
    assert.ok(healthReason('The warehouse has not answered SELECT 1 for 4 s: its process hangs. …').startsWith('数据仓库 4 秒没有回答'))
    assert.ok(healthReason("No answer within 5 s: what 'disk' looks at hangs. …").includes('“磁盘”'))
    assert.equal(healthReason('host-7 refuses'), 'host-7 refuses')
  })

  it('a trace names each truck once, with its best pass', async () => {
    const { byTruck } = await site.load('tracks/trace.ts')
    const pass = (truck_id, score) => ({ truck_id, score })
    const found = byTruck([pass('a', 0.4), pass('b', 0.5), pass('a', 0.9), pass('a', 0.1)])
    assert.deepEqual(found.map((one) => [one.truck, one.best.score, one.others.length]), [['a', 0.9, 2], ['b', 0.5, 0]])
  })

  it('instructions typed and not signed are kept until the server has them', async () => {
    const { kept } = await site.load('shifts/kept.ts')
    kept.keep('ho_1', '盯住南门', '')
    assert.equal(kept.of('ho_1'), '盯住南门')
    kept.keep('ho_1', '盯住南门', '盯住南门')
    assert.equal(kept.of('ho_1'), null)
  })
})

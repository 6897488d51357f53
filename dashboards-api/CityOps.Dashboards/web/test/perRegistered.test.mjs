import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { pages } from './pages.mjs'

describe('figures for each registered person', () => {
  let site, withoutQuotient, withoutPerNobody
  before(async () => {
    site = await pages()
    ;({ withoutQuotient, withoutPerNobody } = await site.load('scenarios/group-rental/perRegistered.ts'))
  })
  after(() => site.close())

  const water = { feature: 'water_l_per_registered', text: '登记人均用水：782升', effect: 7.7 }
  const gas = { feature: 'gas_m3_day', text: '日均用气：1.54立方米', effect: 5 }

  it('are not told of a dwelling where nobody is registered; what they weigh stays', () => {
    const [first, second] = withoutQuotient([water, gas], 0)
    assert.ok(first.text.includes('没有登记人口') && first.text.includes('用水') && !first.text.includes('782'), first.text)
    assert.equal(first.effect, 7.7)
    assert.equal(second.text, gas.text)
    assert.deepEqual(withoutPerNobody([water, gas], 0), [gas])
  })

  for (const registered of [1, 3, null, undefined])
    it(`are told where ${registered} are registered`, () => {
      assert.deepEqual(withoutQuotient([water, gas], registered), [water, gas])
      assert.deepEqual(withoutPerNobody([water], registered), [water])
    })
})

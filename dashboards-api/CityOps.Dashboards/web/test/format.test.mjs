import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { pages } from './pages.mjs'

describe('how figures are written', () => {
  let site, shortNumber, amount, language
  before(async () => {
    site = await pages()
    ;({ shortNumber, amount } = await site.load('lib/format.ts'))
    ;({ language } = await site.load('i18n/language.ts'))
  })
  after(() => site.close())

  for (const [value, zh, en] of [[0, '0', '0'], [99_999, '99,999', '99,999'], [131_899, '13.19\u00a0万', '132\u00a0K'], [1_318_998, '131.9\u00a0万', '1.32\u00a0M'], [123_456_789, '1.235\u00a0亿', '123\u00a0M']])
    it(`shortens ${value} as each language does`, () => {
      language.value = 'zh'
      assert.equal(shortNumber(value), zh)
      language.value = 'en'
      assert.equal(shortNumber(value), en)
    })

  for (const [value, written] of [[0, '0'], [0.0312, '0.031'], [0.0000417, '0.000042'], [-0.04, '-0.04'], [0.999, '1'], [782.089, '782.1']])
    it(`writes the amount ${value} as ${written}`, () => assert.equal(amount(value), written))
})

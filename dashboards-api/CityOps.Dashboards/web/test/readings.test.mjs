import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { pages } from './pages.mjs'

describe('what is read again and again', () => {
  let site, readings
  before(async () => {
    site = await pages()
    ;({ readings } = await site.load('admin/readings.ts'))
  })
  after(() => site.close())

  it('is overdue after three refreshes without an answer, and no more once one comes', async () => {
    let answer
    let asked = 0
    const { value, overdue, load, tick } = readings(() => new Promise((resolve) => (asked++, (answer = resolve))), 5_000)
    const first = load()
    tick()
    tick()
    assert.equal(overdue.value, false)
    tick()
    assert.equal(overdue.value, true)
    assert.equal(asked, 1, 'what hangs is not asked again beside itself')

    answer('well')
    await first
    assert.deepEqual([value.value, overdue.value], ['well', false])
  })

  it('is overdue after three failures, and keeps what was last read', async () => {
    let fails = false
    const { value, failure, overdue, load } = readings(async () => (fails ? Promise.reject(new Error('gone')) : 'well'), 5_000)
    await load()
    fails = true
    for (let i = 0; i < 3; i++) await load()
    assert.deepEqual([value.value, failure.value.message, overdue.value], ['well', 'gone', true])
  })
})

import assert from 'node:assert/strict'
import { after, before, describe, it, mock } from 'node:test'
import { pages } from './pages.mjs'

describe('where somebody comes back to after the session had ended', () => {
  let site, rememberPlace, takePlace
  before(async () => {
    site = await pages()
    ;({ rememberPlace, takePlace } = await site.load('state/comeBack.ts'))
  })
  after(() => site.close())

  it('is the same address, once', () => {
    rememberPlace('/cases/CASE-7?state=all')
    assert.equal(takePlace(), '/cases/CASE-7?state=all')
    assert.equal(takePlace(), null)
  })

  for (const path of ['//elsewhere.example', '/\\elsewhere.example', 'https://elsewhere.example', '/', undefined, ['/cases']])
    it(`is never ${path}`, () => {
      rememberPlace(path)
      assert.equal(takePlace(), null)
    })

  it('is forgotten after ten minutes: somebody else may sit there', () => {
    rememberPlace('/cases')
    const now = Date.now()
    mock.method(Date, 'now', () => now + 600_001)
    assert.equal(takePlace(), null)
    mock.restoreAll()
  })
})

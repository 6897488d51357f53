import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { pages } from './pages.mjs'

describe('a site that is drawn or typed', () => {
  let site, crossing, placesOf, unreadLines
  before(async () => {
    site = await pages()
    ;({ crossing, placesOf, unreadLines } = await site.load('sites/shape.ts'))
  })
  after(() => site.close())

  it('may turn as it likes, as long as no side meets another', () => {
    assert.equal(crossing([]), null)
    assert.equal(crossing([[0, 0], [1, 0], [1, 1]]), null)
    assert.equal(crossing([[0, 0], [4, 0], [4, 4], [2, 1], [0, 4]]), null)
  })

  it('tells which sides cross, the closing one too', () => {
    assert.deepEqual(crossing([[0, 0], [1, 1], [1, 0], [0, 1]]), [1, 3])
    assert.deepEqual(crossing([[0, 0], [2, 0], [2, 2], [1, -1]]), [1, 3])
    assert.deepEqual(crossing([[0, 0], [1, 1], [2, -1], [2, 0.5]]), [2, 4])
  })

  it('tells of a side that touches another', () => assert.deepEqual(crossing([[0, 0], [4, 0], [4, 4], [2, 0], [0, 4]]), [1, 3]))

  it('names the typed lines that are no place: words, one number, latitude first', () => {
    const typed = '121.5, 31.2\n\nhello\n121.5\n31.2, 121.5\n121.6，31.3'
    assert.deepEqual(unreadLines(typed), [3, 4, 5])
    assert.deepEqual(placesOf(typed), [[121.5, 31.2], [121.6, 31.3]])
  })
})

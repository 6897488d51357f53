import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { pages } from './pages.mjs'

describe('towns as their cells tell them', () => {
  let site, townsOf
  before(async () => {
    site = await pages()
    ;({ townsOf } = await site.load('map/towns.ts'))
  })
  after(() => site.close())

  const square = (name, x, y) => ({ type: 'Feature', properties: { name }, geometry: { type: 'Polygon', coordinates: [[[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]] } })
  const told = (...features) => townsOf({ type: 'FeatureCollection', features }).features
  const names = (features) => features.filter((one) => one.geometry.type === 'Point').map((one) => [one.properties.name, ...one.geometry.coordinates])
  const lines = (features) => features.filter((one) => one.geometry.type === 'LineString').length

  it('are named once where their cells touch, and have no line between them', () => {
    const of = told(square('塘桥', 0, 0), square('塘桥', 1, 0))
    assert.deepEqual(names(of), [['塘桥', 1, 0.5]])
    assert.equal(lines(of), 6)
  })

  it('end where another town begins', () => {
    const of = told(square('塘桥', 0, 0), square('花木', 1, 0))
    assert.equal(names(of).length, 2)
    assert.equal(lines(of), 7)
  })

  it('are named again where they lie apart, the largest part first', () => {
    assert.deepEqual(names(told(square('塘桥', 9, 0), square('塘桥', 0, 0), square('塘桥', 1, 0))), [['塘桥', 1, 0.5], ['塘桥', 9.5, 0.5]])
  })

  it('are left out where nobody named them', () => assert.deepEqual(told(square('', 0, 0)), []))
})

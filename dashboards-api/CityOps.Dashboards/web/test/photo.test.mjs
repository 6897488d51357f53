import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { pages } from './pages.mjs'

describe('a photo that is chosen on the phone', () => {
  let site, take, NoPicture
  before(async () => {
    site = await pages()
    ;({ take, NoPicture } = await site.load('phone/photo/compress.ts'))
  })
  after(() => site.close())

  it('is told to be none where the browser cannot read it, not in the words of the browser', async () => {
    globalThis.createImageBitmap = () => Promise.reject(new DOMException('The source image could not be decoded.', 'InvalidStateError'))
    await assert.rejects(take(new Blob(['text'])), (error) => error instanceof NoPicture)
    const { t } = await site.load('phone/words.ts')
    assert.ok(t('photoUnreadable').includes('不是照片'))
  })
})

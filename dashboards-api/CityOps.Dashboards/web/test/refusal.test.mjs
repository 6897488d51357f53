import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { pages } from './pages.mjs'

describe('what a refusal of the server says to the person at the page', () => {
  let site, saidOf, Refused, language
  before(async () => {
    site = await pages()
    ;({ saidOf } = await site.load('api/refusal.ts'))
    ;({ Refused } = await site.load('api/client.ts'))
    ;({ language } = await site.load('i18n/language.ts'))
  })
  after(() => site.close())
  beforeEach(() => (language.value = 'zh'))

  const refused = (status, { title = 'Title', detail = '', allowed = [], ...body } = {}, reading = false) => new Refused(status, title, detail, allowed, body, reading)

  it('in English in the words of the server, and by its title where it says no more', () => {
    language.value = 'en'
    assert.equal(saidOf(refused(409, { detail: 'It went on.', reason: 'wrong_version' })), 'It went on.')
    assert.equal(saidOf(refused(409, { title: 'That cannot be done' })), 'That cannot be done')
  })

  it('says at which stage a case is and what can be done there, but for what CityOps does itself', () => {
    const said = saidOf(refused(409, { reason: 'wrong_stage', stage: 'closed', allowed: ['reopen', 'tick', 'record_suspicion', 'dispatch_by_rule', 'recheck'] }))
    assert.equal(said, '案件已到「结案」，现在不能这样做。现在可以：重新打开、复查。')
  })

  it('says the stage alone where only CityOps could go on', () => {
    assert.equal(saidOf(refused(409, { reason: 'wrong_stage', stage: 'dismissed', allowed: ['tick'] })), '案件已到「不予立案」，现在不能这样做。')
  })

  for (const [reason, words] of [['wrong_version', '改动过'], ['wrong_role', '角色'], ['wrong_owner', '由别人负责'], ['not_found', '没有找到']])
    it(`has words for the reason ${reason}`, () => assert.ok(saidOf(refused(409, { reason, detail: 'English.' })).includes(words)))

  for (const [status, words] of [[401, '登录已过期'], [403, '角色'], [404, '没有找到'], [413, '太大'], [429, '太频繁'], [503, '暂时不可用']])
    it(`has words for the status ${status}`, () => assert.ok(saidOf(refused(status, { detail: 'English.' })).includes(words)))

  it('says of a server that broke that nobody knows whether it was done', () => {
    assert.ok(saidOf(refused(500, { detail: 'boom' })).includes('不确定是否完成'))
    assert.ok(!saidOf(refused(502, { detail: 'boom' })).includes('boom'))
  })

  it('says of an ended session to sign in again, and not how a program sends its token', () => {
    language.value = 'en'
    assert.equal(saidOf(refused(401, { detail: "Send 'Authorization: Bearer TOKEN'" })), 'Your session is over. Sign in again.')
  })

  it('says of a server that broke at reading that nothing was changed, in both languages', () => {
    assert.ok(saidOf(refused(500, { detail: 'boom' }, true)).includes('什么都没有改动'))
    assert.ok(!saidOf(refused(500, { detail: 'boom' }, true)).includes('不确定'))
    language.value = 'en'
    assert.ok(saidOf(refused(500, { detail: 'boom' }, true)).includes('nothing was changed'))
    assert.ok(saidOf(refused(500, { detail: 'boom' })).includes('not known'))
  })

  it('gives of all else what the server says is wrong', () => {
    assert.equal(saidOf(refused(400, { detail: "'seed' is '-1'. Give 0 or more." })), "没有完成：'seed' is '-1'. Give 0 or more.")
    assert.equal(saidOf(refused(422, { title: 'A field is missing' })), '没有完成：A field is missing')
  })

  it('has a word in both languages for each stage and command that it may name', async () => {
    const { zh } = await site.load('i18n/zh.ts')
    const { en } = await site.load('i18n/en.ts')
    for (const key of Object.keys(zh).filter((key) => /^(stage|command|refusal)\./.test(key))) assert.ok(en[key], key)
  })
})

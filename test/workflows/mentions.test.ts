import { describe, expect, it } from 'vitest'
import { mentionsIn } from '../../workflows/complaint/mentions.ts'
import { park } from '../support/organisation.ts'
import { PureCase } from '../support/pure-case.ts'
import { caseIn } from '../support/stages.ts'

const person = (login: string, name: string, active = true) => ({
  ...{ login, name, active },
  email: `${login}@example.test`,
  language: 'zh-CN' as const,
})
const staff = [
  person('wang.wu', '王五'),
  person('wang.wuliu', '王五六'),
  person('li.na', '李娜'),
  person('li.na2', '李娜'),
  person('li', 'Li'),
  person('linda', 'Linda Zhao'),
  person('gone', '赵离职', false),
]
const organisation = { ...park, people: staff }
const people = (text: string) => mentionsIn(text, organisation).people

describe('whom a note names', () => {
  it.each([
    ['请 @王五 看一下', ['wang.wu']],
    ['请@王五看一下', ['wang.wu']],
    ['@王五六请回电', ['wang.wuliu']],
    ['@wang.wu。@li', ['wang.wu', 'li']],
    ['@wang.wu. 谢谢', ['wang.wu']],
    ['@wang.wu2 没有这个人', []],
    ['@Linda Zhao and @Li', ['linda', 'li']],
    ['@li.na2 不是 @li.na', ['li.na2', 'li.na']],
    ['@王五 @王五 @wang.wu', ['wang.wu']],
    ['写信给 service@li.example', []],
    ['@赵离职 已经走了', []],
    ['@ 王五', []],
    ['没有人', []],
  ])('%s', (text, expected) => {
    expect(people(text)).toEqual(expected)
  })

  it.each([
    ['@王武 请看', ['王武']],
    ['@wang.wu2 和 @王五', ['wang.wu2']],
    ['@赵离职 已经走了', ['赵离职']],
    ['3 @ 5 元，写信给 service@li.example', []],
  ])('%s: a word that is nobody is not passed over', (text, expected) => {
    expect(mentionsIn(text, organisation).unknown).toEqual(expected)
  })

  it('knows a log-in in capitals', () => {
    expect(people('@WANG.WU 请看')).toEqual(['wang.wu'])
  })

  it('a name that two people bear names neither', () => {
    expect(mentionsIn('@李娜 请看', organisation)).toEqual({ people: [], ambiguous: ['李娜'], unknown: [] })
  })
})

describe('a note', () => {
  it('tells each active person whom it names, but for its author, once', () => {
    const decision = caseIn('investigate.inquire').does('rep', 'note', {
      text: '@head.dining 请跟进，@handler.dining 与 @head.dining 一起，@rep 记录',
    })
    expect(decision.event.computed).toMatchObject({ mentions: ['head.dining', 'handler.dining', 'rep'] })
    expect(decision.told).toEqual(
      ['head.dining', 'handler.dining'].map(to => ({ kind: 'mentioned', to, params: { by: 'rep' } })),
    )
  })

  it('keeps what is nobody as text, as a public review quotes the names of strangers', () => {
    const decision = caseIn('investigate.inquire').does('rep', 'note', {
      text: '微博 @吃货小李 说：@head.dining 态度差',
    })
    expect(decision.event.computed).toMatchObject({ mentions: ['head.dining'] })
  })

  it('is refused when a name does not say who, when it calls a crowd, or somebody who may not see the case', () => {
    const crowd = Array.from({ length: 11 }, (_, index) => person(`p${index}`, `员工${index}号`))
    const twins = [person('t1', '孙敏'), person('t2', '孙敏')]
    const life = new PureCase({ organisation: { ...park, people: [...park.people, ...crowd, ...twins] } })
    expect(life.refusal('rep', 'note', { text: '@孙敏 看看' })).toMatchObject({
      rule: 'mention-ambiguous',
      findings: [{ field: 'text', about: '孙敏' }],
    })
    expect(life.refusal('rep', 'note', { text: crowd.map(one => `@${one.login}`).join(' ') })).toMatchObject({
      rule: 'too-many-mentions',
    })
    const name = park.people.find(one => one.login === 'head.cellar')?.name
    const blind = life.judge('rep', { type: 'note', text: '@head.cellar' }, { blind: ['head.cellar'] })
    expect(blind).toMatchObject({
      refused: { rule: 'mention-without-sight', findings: [{ field: 'text', about: name }] },
    })
  })
})

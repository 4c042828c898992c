import { describe, expect, test } from 'vitest'
import { money, phone, whole } from '../../workflows/complaint/fields.ts'

describe('money as people type it', () => {
  test.each([
    ['１２００', '1200.00'],
    ['1,200.50', '1200.50'],
    ['１，２００．５', '1200.50'],
    ['￥ 12,345,678', '12345678.00'],
    [' 0.5 ', '0.50'],
  ])('%s is %s', (typed, meant) => {
    expect(money.parse(typed)).toBe(meant)
  })

  test.each([
    '1,2',
    '12,00',
    '1,2000',
    ',200',
    '1,200.5.5',
    '1.200,50',
    '1,200.505',
    '99999999999999',
    '一千',
    '1 200',
  ])('%s could mean something else, and is asked for again', typed => {
    expect(money.safeParse(typed).success).toBe(false)
  })
})

test.each([
  ['１３９００００１１１１', '13900001111'],
  ['＋８６ 139-0000-1111', '13900001111'],
  ['（０１０）８８８８－１２３４', '01088881234'],
])('the phone number %s is %s', (typed, meant) => {
  expect(phone.parse(typed)).toBe(meant)
})

test('a count may be typed in full width', () => {
  expect(whole(1, 100).parse('１２')).toBe(12)
})

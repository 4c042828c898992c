import type { Chance } from './chance.ts'

const surnames = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余于杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆',
]
const first = [...'丽建秀志桂海晓玉国雪春文立佳浩子欣宇思雅振淑永美俊少彩明若景嘉润书静远']
const second = [...'华国英强兰燕东梅栋峰生静新怡然轩桐航源琴宁芬康玲杰云霞辉兰行慧泽涵瑶舟']
const prefixes = ['138', '139', '136', '158', '187', '177', '133', '199']

/** The share of complaints that come from somebody who has complained before. */
const returning = 0.28

export interface Customer {
  name: string
  phone: string
  email?: string
}

/** Gives each complaint its customer: somebody new, or one of those before. */
export function customersBy(chance: Chance): () => Customer {
  const known: Customer[] = []
  return () => {
    if (known.length > 0 && chance.happens(returning)) return chance.pick(known)
    const customer = newCustomer(chance, known.length)
    known.push(customer)
    return customer
  }
}

function newCustomer(chance: Chance, index: number): Customer {
  const name = chance.pick(surnames) + chance.pick(first) + (chance.happens(0.8) ? chance.pick(second) : '')
  // the factor has no common divisor with the modulus, so no two customers share a number
  const phone = chance.pick(prefixes) + String((index * 7_368_787 + 20_417) % 100_000_000).padStart(8, '0')
  return chance.happens(0.1) ? { name, phone, email: `guest${index}@example.test` } : { name, phone }
}

import { expect, test } from 'vitest'
import table from '../../server/cases/initials.json' with { type: 'json' }
import { initialsOf } from '../../server/cases/initials.ts'

/** GB 2312 orders its 3,755 everyday characters by pinyin: another witness than the collator, letter by letter. */
const zones =
  'a b0a1 b b0c5 c b2c1 d b4ee e b6ea f b7a2 g b8c1 h b9fe j bbf7 k bfa6 l c0ac m c2e8 n c4c3 o c5b6 p c5be q c6da r c8bb s c8f6 t cbfa w cdda x cef4 y d1b9 z d4d1'
    .split(' ')
    .flatMap((letter, index, all) =>
      index % 2 === 0 ? [{ letter, from: Number.parseInt(all[index + 1] ?? '', 16) }] : [],
    )

function* everydayCharacters() {
  const decoder = new TextDecoder('gbk')
  for (let code = 0xb0a1; code <= 0xd7f9; code++) {
    if ((code & 0xff) < 0xa1 || (code & 0xff) > 0xfe) continue
    const letter = zones.findLast(zone => zone.from <= code)?.letter ?? ''
    yield { character: decoder.decode(Uint8Array.of(code >> 8, code & 0xff)), letter }
  }
}

test('every everyday character has the letter under which GB 2312 lists it', () => {
  const all = [...everydayCharacters()]
  expect(all).toHaveLength(3755)
  expect(all.filter(({ character, letter }) => !initialsOf(character).includes(letter))).toEqual([])
})

test('the common surnames have their letters, also where a surname is read unlike the word', () => {
  const surnames =
    '赵z 钱q 孙s 李l 周z 吴w 郑z 王w 冯f 陈c 褚c 卫w 蒋j 沈s 韩h 杨y 朱z 秦q 尤y 许x 何h 吕l 施s 张z 孔k 曹c 严y 华h 金j 魏w 陶t 姜j 戚q 谢x 邹z 喻y 柏b 窦d 章z 云y 苏s 潘p 葛g 奚x 范f 彭p 郎l 鲁l 韦w 马m 苗m 方f 俞y 任r 袁y 柳l 鲍b 史s 唐t 费f 薛x 雷l 贺h 倪n 汤t 滕t 罗l 毕b 郝h 安a 常c 于y 傅f 齐q 康k 伍w 余y 顾g 孟m 平p 黄h 穆m 萧x 尹y 姚y 邵s 湛z 汪w 祁q 毛m 狄d 米m 贝b 明m 戴d 宋s 庞p 熊x 纪j 舒s 屈q 项x 祝z 董d 梁l 杜d 阮r 蓝l 贾j 路l 江j 童t 颜y 郭g 梅m 林l 钟z 徐x 邱q 骆l 高g 夏x 蔡c 田t 胡h 凌l 霍h 虞y 柯k 管g 卢l 莫m 房f 丁d 邓d 洪h 包b 左z 崔c 吉j 龚g 程c 邢x 裴p 陆l 荣r 翁w 曾z 单s 解x 仇q 查z 盖g 区o 朴p 冼x 翟z 乐y 覃q 召s 繁p 折s 种c 秘b 洗x 尉w 缪m 粘n 郗x 隗w 臧z 佘s 牟m 仉z 宓m 員y 鄭z 陳c 趙z 錢q 孫s 吳w 馮f 張z 劉l 黃h 楊y'
  const wrong = surnames.split(' ').filter(([character = '', letter = '']) => !initialsOf(character).includes(letter))
  expect(wrong).toEqual([])
})

test.each([
  ['柯瑞安', ['kra']],
  ['曾小明', ['cxm', 'zxm']],
  ['尉迟恭', ['wcg', 'ycg']],
  ['欧阳·明', ['oym', 'oy', 'm']],
  ['意见簿留言 冷玉珍', ['yjblylyz', 'yjbly', 'lyz']],
  ['香港恒澜贸易 黎诗韵', ['xghlmylsy', 'xghlmy', 'lsy']],
  ['金华远帆旅行社（柏志新）', ['jhyflhsbzx', 'jhyflxsbzx', 'jhyflhs', 'jhyflxs', 'bzx']],
  ['李 Anna', ['l']],
  ['Smith', []],
])('the initials of %s are %j', (name, initials) => {
  expect(initialsOf(name)).toEqual(initials)
})

test('a name whose characters can be read in many ways does not fill the index', () => {
  expect(initialsOf('单单单单单单')).toHaveLength(8)
})

test('who is read in several ways keeps the usual one', () => {
  const { first, last, several } = table
  expect(Object.values(several).filter(letters => new Set(letters).size < 2)).toEqual([])
  const order = new Intl.Collator('zh-u-co-pinyin').compare
  const bounds = [...Object.values(first), last]
  expect(bounds.toSorted(order)).toEqual(bounds)
})

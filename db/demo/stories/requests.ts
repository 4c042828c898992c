import { type Story, step } from '../story.ts'

/** Complaints in which somebody asks the level above: for more time, for another handler, for a second look. */
export const requests: readonly Story[] = [
  {
    key: 'birthday-cake-late',
    received: { daysAgo: 21, at: '09:40' },
    by: 'rep',
    open: {
      channel: 'phone',
      customer: { name: '裴秀兰', phone: '15068812947' },
      narrative: '给老母亲办八十寿宴，蛋糕说好六点推上来，七点一刻亲戚都走了才到，上面寿字还写错一笔。',
      demand: '要个书面说法，当面给老人道歉。',
      occurredAgo: 900,
    },
    steps: [
      step(6, 'rep', 'register', { category: 'service', amount: '1280', affectedCount: 3, orderNo: 'CY-51870' }),
      step(3, 'rep', 'dispatch', { department: 'dining', handler: 'handler.dining' }),
      step(8, 'head.dining', 'arrive', { method: 'phone', summary: '先向裴女士赔不是，记下寿宴桌号和经手服务员。' }),
      step(12, 'rep', 'ask-recusal', {
        person: 'handler.dining',
        reason: '客户说当晚就是经办人带班，不愿由他来查。',
      }),
      step(35, 'head.dining', 'decide-recusal', {
        outcome: 'refused',
        reason: '排班表显示经办人当晚休息，与此事无关，已向客户说明。',
      }),
      step(25, 'head.dining', 'ask-extension', {
        kind: 'settle',
        until: { minutesAfter: 2_880 },
        reason: '蛋糕房师傅出差，要等他回来对质。',
      }),
      step(40, 'leader.hospitality', 'refuse-extension', { reason: '电话就能问清，今天之内办完。' }),
      step(30, 'handler.dining', 'find', {
        facts: '蛋糕房把送餐单上的十八点看成十九点，裱花由学徒完成，没有复核。',
        cause: '送餐单手写且无人复核。',
        causeCode: 'process',
        liability: 'staff',
      }),
      step(20, 'handler.dining', 'plan', {
        measures: [{ kind: 'apology', description: '部门负责人登门向老人道歉并送上说明信' }],
        explanation: '客户要的是说法，不要钱。',
      }),
      step(30, 'leader.hospitality', 'approve', { opinion: '同意，带上一盒刚出炉的寿桃。' }),
      step(15, 'handler.dining', 'consent', { outcome: 'accepted', method: 'phone' }),
      step(150, 'handler.dining', 'perform', { measure: 1, evidence: '登门照片和老人收下说明信的签收' }),
      step(10, 'handler.dining', 'resolve', { result: '老人收下寿桃，说没事了。' }),
      step(1_500, 'rep2', 'call-back', {
        outcome: 'satisfied',
        satisfaction: 4,
        comment: '女儿说态度可以，字还是遗憾。',
      }),
      step(300, 'centre', 'close', {
        correctiveAction: 'none',
        waiverReason: '送餐单已改为系统打印，字迹问题不会再有。',
      }),
      step(4_320, 'rep', 'appeal', {
        against: 'outcome',
        reason: '女儿事后觉得应当退还蛋糕钱，要求酒庄领导再看一次。',
      }),
      step(2_900, 'director', 'decide-appeal', {
        outcome: 'upheld',
        reason: '蛋糕已食用，道歉到位；另以酒庄名义赠送生日酒会券，维持原处理。',
      }),
    ],
  },
]

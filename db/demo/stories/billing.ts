import { type Story, step } from '../story.ts'

/** Invoices, refunds, deposits and the till. */
export const billing: readonly Story[] = [
  {
    key: 'invoice-tax-number',
    received: { daysAgo: 64, at: '14:00' },
    by: 'rep',
    open: {
      channel: 'email',
      customer: { name: '绍兴越瓷文化 会计 孟祥云', phone: '13587312046', email: 'mengxy@example.test' },
      narrative: '专票税号少一位，第一次退回你们说重开，寄来的还是错的，已经过了当月认证期，领导说我工作失误。',
      demand: '今天开对，快递费你们出。',
      occurredAgo: 7_500,
    },
    steps: [
      step(7, 'rep', 'register', { category: 'billing', amount: '0', orderNo: 'FP-2207' }),
      step(3, 'rep', 'dispatch', { department: 'finance', handler: 'finance' }),
      step(8, 'head.finance', 'arrive', {
        method: 'phone',
        summary: '请孟会计把正确税号截图发过来，双人核对后念了一遍。',
      }),
      step(20, 'finance', 'settle', {
        facts: '开票资料库里存的是旧税号，第一次改在纸上没改系统。',
        cause: '资料变更未回写系统。',
        causeCode: 'process',
        liability: 'staff',
        measures: [
          { kind: 'replacement', description: '当日红冲重开并发电子版' },
          { kind: 'explanation', description: '给对方公司出具我方责任的情况说明' },
        ],
        result: '电子专票核验通过，说明函让孟会计的领导消了气。',
        method: 'message',
      }),
      step(14_800, 'rep2', 'call-back', {
        outcome: 'satisfied',
        satisfaction: 5,
        comment: '孟会计特别谢谢那封说明函。',
      }),
      step(1_200, 'head.finance', 'close', {
        rootCause: '客户开票资料多处存放',
        causeCode: 'process',
        liability: 'staff',
        correctiveAction: 'opened',
      }),
    ],
  },
  {
    key: 'charged-twice',
    received: { daysAgo: 54, at: '11:25' },
    by: 'rep2',
    open: {
      channel: 'phone',
      customer: { name: '扈三江', phone: '18757109368' },
      narrative: '收银台说第一次刷卡失败又刷了一次，银行短信却来了两条 468 元，三天了没退。',
      demand: '退多扣的 468。',
      occurredAgo: 4_400,
    },
    steps: [
      step(4, 'rep2', 'register', { category: 'billing', amount: '468', orderNo: 'CY-33019' }),
      step(4, 'rep2', 'dispatch', { department: 'finance', handler: 'finance' }),
      step(6, 'finance', 'arrive', { method: 'phone', summary: '核对了卡号后四位和两笔交易时间，相差四十秒。' }),
      step(28, 'finance', 'find', {
        facts: '第一笔在 POS 上超时但银行已扣款，日终对账差异单没有人领。',
        cause: '对账长款无人认领。',
        causeCode: 'process',
        liability: 'staff',
      }),
      step(6, 'finance', 'plan', {
        measures: [{ kind: 'refund', description: '退回重复扣款', amount: '468' }],
        explanation: '长款就挂在账上，直接退。',
      }),
      step(9, 'head.finance', 'approve', { opinion: '退，差异单今后次日必须清。' }),
      step(6, 'finance', 'consent', { outcome: 'accepted', method: 'phone' }),
      step(9, 'finance', 'perform', { measure: 1, paidAmount: '468', evidence: '银联退货流水号后六位 804417' }),
      step(2, 'finance', 'resolve', { result: '多扣款已退，到账一到三个工作日。' }),
      step(18_000, 'rep', 'call-back', {
        outcome: 'satisfied',
        satisfaction: 4,
        comment: '第二天就到账，比银行说的快。',
      }),
      step(800, 'head.finance', 'close', {
        rootCause: '长短款没有责任人',
        causeCode: 'process',
        liability: 'staff',
        correctiveAction: 'opened',
      }),
    ],
  },
  {
    key: 'cashier-attitude',
    received: { daysAgo: 35, at: '13:10' },
    by: 'rep',
    open: {
      channel: 'visit',
      customer: { name: '单敏之', phone: '13486020917' },
      narrative:
        '我拿现金结账，收银的小姑娘把五十块举到灯下照了半天，又喊同事来看，后面排队的人都盯着我，好像我用假钱。',
    },
    steps: [
      step(5, 'rep', 'register', { category: 'service' }),
      step(3, 'rep', 'dispatch', { department: 'finance', handler: 'head.finance' }),
      step(6, 'head.finance', 'arrive', { method: 'on-site', summary: '请单女士到休息区，说明收银员入职第三天。' }),
      step(11, 'head.finance', 'settle', {
        facts: '钞票为旧版，验钞机两次未通过，收银员没有经验又紧张。',
        cause: '新人单独上岗。',
        causeCode: 'service',
        liability: 'staff',
        measures: [{ kind: 'apology', description: '收银员与部门负责人一起道歉' }],
        result: '单女士听说是新人，反过来安慰了她两句。',
        method: 'on-site',
      }),
      step(16_200, 'rep2', 'call-back', {
        outcome: 'satisfied',
        satisfaction: 4,
        comment: '问那个小姑娘还在不在，别开除她。',
      }),
      step(300, 'head.finance', 'close', {
        correctiveAction: 'none',
        waiverReason: '新员工改为老员工带岗满两周，排班表已生效。',
      }),
    ],
  },
  {
    key: 'wedding-deposit',
    received: { daysAgo: 24, at: '10:10' },
    by: 'head.sales',
    open: {
      channel: 'visit',
      customer: { name: '糜雪儿', phone: '15397151824' },
      narrative:
        '因为家里老人去世，婚礼不办了，两万定金说按合同一分不退。我理解合同，但提前四个月，场地你们完全可以再卖。',
      demand: '退一部分定金。',
    },
    steps: [
      step(2, 'head.sales', 'register', { category: 'contract', amount: '20000', orderNo: 'HQ-1093' }),
      step(8, 'rep', 'dispatch', { department: 'sales', handler: 'head.sales' }),
      step(5, 'head.sales', 'arrive', { method: 'on-site', summary: '先慰问，给糜小姐倒了热水，没有谈合同。' }),
      step(300, 'head.sales', 'find', {
        facts: '合同约定定金不退；该日期已有一家公司排队询档，转售可能性大。',
        cause: '合同没有特殊情形条款。',
        causeCode: 'price',
        liability: 'none',
      }),
      step(120, 'head.sales', 'plan', {
        measures: [
          { kind: 'refund', description: '场地转售后退还定金八成', amount: '16000' },
          { kind: 'other', description: '余款转为三年内通用的消费额度' },
        ],
        explanation: '法上可以不退，情上应该退。',
      }),
      step(70, 'centre', 'approve', { opinion: '同意，转售未成也建议退一半。' }),
      step(150, 'leader.hospitality', 'approve', { opinion: '询档那家已口头确认。' }),
      step(200, 'director', 'approve', { opinion: '同意，人家里有白事，别拖。' }),
      step(60, 'finance', 'approve', { opinion: '合同终止协议签妥后付款。' }),
      step(40, 'head.sales', 'consent', { outcome: 'accepted', method: 'signature' }),
      step(1_400, 'finance', 'perform', { measure: 1, paidAmount: '16000', evidence: '回单 6614，终止协议附后' }),
      step(30, 'head.sales', 'perform', { measure: 2, evidence: '消费额度卡号 E-0417' }),
      step(6, 'head.sales', 'resolve', { result: '八成定金退回，余款转额度。' }),
      step(2_400, 'rep2', 'call-back', {
        outcome: 'satisfied',
        satisfaction: 5,
        comment: '糜小姐说以后结婚还在这里办。',
      }),
      step(1_500, 'centre', 'close', {
        rootCause: '合同缺丧事等特殊情形的退改条款',
        causeCode: 'price',
        liability: 'none',
        correctiveAction: 'opened',
      }),
    ],
  },
  {
    key: 'training-refund',
    received: { daysAgo: 4, at: '10:00' },
    by: 'rep2',
    open: {
      channel: 'wechat',
      customer: { name: '干倩', phone: '17826830751' },
      narrative:
        '报了三级品酒师课，上了两次课老师换了三个，第二次还念错葡萄品种。想退后面六次课，财务说“发票开了不能退”。',
      demand: '退未上课程 4200 元。',
      occurredAgo: 4_400,
    },
    steps: [
      step(4, 'rep2', 'register', { category: 'billing', amount: '4200', product: '三级品酒师课' }),
      step(5, 'rep2', 'dispatch', { department: 'finance' }),
      step(9, 'head.finance', 'arrive', {
        method: 'phone',
        summary: '纠正“开票不能退”的说法，红冲就行，向干女士道歉。',
      }),
      step(120, 'head.finance', 'find', {
        facts: '协议写明未上课程可退，扣 10% 手续费；手续费条款学员未签字。',
        cause: '收费员对退费规定不熟。',
        causeCode: 'process',
        liability: 'staff',
      }),
      step(90, 'head.finance', 'plan', {
        measures: [{ kind: 'refund', description: '退六次课，不扣手续费', amount: '4200' }],
        explanation: '手续费条款没签字，不能扣。',
      }),
      step(100, 'leader.production', 'approve', { opinion: '同意足额退。' }),
      step(40, 'head.finance', 'consent', { outcome: 'accepted', method: 'message' }),
      step(60, 'head.finance', 'perform', { measure: 1, paidAmount: '4200', evidence: '退款申请单与红字发票' }),
      step(3, 'head.finance', 'resolve', { result: '六次课费足额退回。' }),
      step(2_900, 'rep', 'call-back', { outcome: 'satisfied', satisfaction: 4, comment: '干女士建议固定讲师。' }),
      step(600, 'centre', 'close', {
        rootCause: '退费规定没有发到收费窗口',
        causeCode: 'process',
        liability: 'staff',
        correctiveAction: 'none',
        waiverReason: '退费规定已贴进每个窗口，收费员逐人考过。',
      }),
      step(400, 'rep2', 'reopen', { reason: '干女士来电：红字发票抬头开错，单位不肯入账，请重新开具。' }),
      step(40, 'centre', 'pause', {
        reasonCode: 'customer-request',
        note: '干女士要等单位财务把错票盖章退回，约定寄到后再办。',
      }),
    ],
  },
  {
    key: 'group-invoice-split',
    received: { daysAgo: 1, at: '09:30' },
    by: 'rep',
    open: {
      channel: 'phone',
      customer: { name: '金华远帆旅行社 柏志新', phone: '13758980136' },
      narrative: '一个团四十人，餐费要拆成四张发票分别报销，财务前后让我跑了三趟，每趟都换一个说法。',
      demand: '一次说清楚，按团号开四张。',
      occurredAgo: 1_440,
    },
    steps: [
      step(6, 'rep', 'register', { category: 'billing', amount: '380', orderNo: 'TD-3460' }),
      step(4, 'rep', 'dispatch', { department: 'finance', handler: 'finance' }),
      step(9, 'finance', 'arrive', { method: 'phone', summary: '向柏先生逐条说明可以拆，只要四份签到名单。' }),
      step(30, 'finance', 'find', {
        facts: '三位同事对拆票要求理解不同，没有书面口径。',
        cause: '拆票口径没成文。',
        causeCode: 'process',
        liability: 'staff',
      }),
      step(7, 'finance', 'plan', {
        measures: [
          { kind: 'other', description: '当天开四张电子票并送上门' },
          { kind: 'compensation', description: '三趟往返交通费', amount: '180' },
        ],
        explanation: '让人跑三趟，路费该我们出。',
      }),
      step(9, 'head.finance', 'approve', { opinion: '同意，口径今天就写出来。' }),
      step(60, 'finance', 'consent', {
        outcome: 'unreachable',
        method: 'phone',
        comment: '柏先生带团在山里，信号断断续续。',
      }),
      step(420, 'finance', 'consent', { outcome: 'unreachable', method: 'message', comment: '短信已读未回。' }),
    ],
  },
  {
    key: 'card-surcharge',
    received: { daysAgo: 1, at: '10:40' },
    by: 'rep2',
    open: {
      channel: '12315',
      customer: { name: '祁连生', phone: '15824170093' },
      narrative: '平台转办：刷信用卡被加收 1% 手续费，收银台贴着手写告示。消费者认为违反规定，要求清退并查处。',
      demand: '退手续费 86 元，撤下告示。',
      occurredAgo: 2_700,
    },
    steps: [
      step(5, 'rep2', 'register', { category: 'billing', amount: '86', orderNo: 'MD-119004' }),
      step(4, 'rep2', 'dispatch', { department: 'finance', handler: 'finance' }),
      step(9, 'head.finance', 'arrive', {
        method: 'phone',
        summary: '当场承认不该收，告示五分钟内撕了，照片发给祁先生。',
      }),
      step(120, 'finance', 'find', {
        facts: '纪念品柜台组长自作主张，共收过 14 位顾客，合计 612 元。',
        cause: '柜台私设收费。',
        causeCode: 'price',
        liability: 'staff',
      }),
      step(130, 'finance', 'plan', {
        measures: [
          { kind: 'refund', description: '向祁先生与另外十三位顾客退回手续费', amount: '612' },
          { kind: 'discipline', description: '柜台组长停职检查' },
        ],
        explanation: '清退要一个不漏，名单按刷卡流水拉。',
      }),
      step(45, 'centre', 'approve', { opinion: '平台答复时限紧，请领导优先看。' }),
      step(60, 'leader.production', 'approve', { opinion: '同意，全园收银点互查一遍。' }),
      step(90, 'centre', 'externalise', {
        body: '镇市场监督管理所',
        reference: 'ZB-7719',
        reason: '监管所同步立案核查，需要配合提供流水。',
      }),
      step(10, 'centre', 'pause', {
        reasonCode: 'mediation',
        note: '监管所核查流水期间等候，调解会的日子由他们通知。',
      }),
    ],
  },
  {
    key: 'deposit-not-returned',
    received: { daysAgo: 1, at: '15:00' },
    by: 'rep',
    open: {
      channel: 'phone',
      customer: { name: '邬晓峰', phone: '18358192607' },
      narrative: '租醒酒桶的押金 300 块，归还一礼拜了还没退，前台推财务、财务推前台。',
      demand: '退押金。',
      occurredAgo: 10_000,
    },
    steps: [
      step(5, 'rep', 'register', { category: 'billing', amount: '300' }),
      step(3, 'rep', 'dispatch', { department: 'finance', handler: 'head.finance' }),
      step(8, 'head.finance', 'arrive', { method: 'phone', summary: '邬先生发来归还单，确有签收。' }),
      step(40, 'head.finance', 'find', {
        facts: '归还单夹在前台抽屉，没有交到财务。',
        cause: '押金单据靠手递。',
        causeCode: 'process',
        liability: 'staff',
      }),
    ],
  },
]

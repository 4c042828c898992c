import { type Story, step } from '../story.ts'

/** The grounds: meetings, shuttles, events, and what belongs to nobody yet. */
export const park: readonly Story[] = [
  {
    key: 'conference-wifi',
    received: { daysAgo: 46, at: '10:15' },
    by: 'rep',
    open: {
      channel: 'email',
      customer: { name: '北京青桐咨询 会务 颜若男', phone: '13810627745', email: 'yanrn@example.test' },
      narrative: '包下云顶厅开发布会，承诺百兆专线，直播推流十分钟断七次，最后用手机热点撑完，弹幕全在刷“卡”。',
      demand: '场租减免，技术支持写检讨。',
      occurredAgo: 1_500,
    },
    steps: [
      step(4, 'rep', 'register', { category: 'contract', amount: '4600', orderNo: 'HY-0388' }),
      step(5, 'rep', 'dispatch', { department: 'sales', handler: 'head.sales' }),
      step(9, 'head.sales', 'arrive', {
        method: 'phone',
        summary: '颜女士要的是能给老板看的说法，答应两小时内给断网日志。',
      }),
      step(110, 'head.sales', 'find', {
        facts: '专线当天被隔壁厅的监控备份占满，网管不知道有直播。',
        cause: '重要活动没有保障单。',
        causeCode: 'service',
        liability: 'staff',
      }),
      step(60, 'head.sales', 'plan', {
        measures: [
          { kind: 'refund', description: '减免一半场租', amount: '2300' },
          { kind: 'explanation', description: '断网日志与原因报告' },
        ],
        explanation: '直播没停掉，减免一半合理。',
      }),
      step(80, 'leader.hospitality', 'approve', { opinion: '同意，以后发布会一律网管驻场。' }),
      step(50, 'head.sales', 'consent', { outcome: 'accepted', method: 'message', comment: '颜女士要求报告盖章。' }),
      step(60, 'head.sales', 'perform', { measure: 1, paidAmount: '2300', evidence: '场租减免补充协议' }),
      step(90, 'head.sales', 'perform', { measure: 2, evidence: '盖章报告 PDF' }),
      step(5, 'head.sales', 'resolve', { result: '场租减半，报告交付。' }),
      step(3_000, 'rep2', 'call-back', { outcome: 'satisfied', satisfaction: 4 }),
      step(1_600, 'centre', 'close', {
        rootCause: '专线没有按活动预留带宽',
        causeCode: 'service',
        liability: 'staff',
        correctiveAction: 'opened',
      }),
    ],
  },
  {
    key: 'drone-over-villa',
    received: { daysAgo: 20, at: '16:20' },
    by: 'rep2',
    open: {
      channel: 'phone',
      customer: { name: '景怡然', phone: '13957180642' },
      narrative: '在别墅露台泡汤，一架航拍机贴着围墙飞了两圈，机身上印着你们酒庄的标志。',
      demand: '删掉视频，说清楚是谁飞的。',
      occurredAgo: 25,
    },
    steps: [
      step(6, 'rep2', 'register', { category: 'safety', scopeFlags: ['two-departments'] }),
      step(4, 'rep2', 'dispatch', { department: 'sales', handler: 'head.sales' }),
      step(8, 'head.sales', 'arrive', {
        method: 'on-site',
        summary: '找到正在拍宣传片的外聘飞手，当着景女士的面回看并删除了那两段。',
      }),
      step(45, 'head.sales', 'contact', {
        method: 'on-site',
        summary: '把飞手写的保证书和存储卡格式化的照片交给景女士。',
      }),
      step(90, 'rep2', 'withdraw', { reason: '景女士说视频删了、人也道歉了，不希望再留记录追究，主动撤诉。' }),
    ],
  },
  {
    key: 'shuttle-left-behind',
    received: { daysAgo: 6, at: '10:10' },
    by: 'rep',
    open: {
      channel: 'web',
      customer: { name: '蓝采薇', phone: '19157026834' },
      narrative: '末班接驳车提前十分钟开走，我和孩子在南门等到天黑，打车回高铁站花了 143，改签又花 60。',
      demand: '报销 203 元。',
      occurredAgo: 1_000,
    },
    steps: [
      step(7, 'rep', 'register', { category: 'transport', amount: '203' }),
      step(3, 'rep', 'dispatch', { department: 'centre', handler: 'rep2' }),
      step(9, 'rep2', 'arrive', { method: 'phone', summary: '听蓝女士讲完，调出车载定位，果真早走了十一分钟。' }),
      step(25, 'rep2', 'find', {
        facts: '司机看车上坐满就发车，没有等时刻。',
        cause: '外协司机不按时刻表。',
        causeCode: 'third-party',
        liability: 'third-party',
      }),
      step(8, 'rep2', 'plan', {
        measures: [{ kind: 'compensation', description: '打车与改签费实报', amount: '203' }],
        explanation: '票据齐全，先付后扣车队。',
      }),
      step(20, 'centre', 'approve', { opinion: '付，末班车今后须等点。' }),
      step(12, 'rep2', 'consent', { outcome: 'accepted', method: 'message' }),
      step(14, 'rep2', 'perform', { measure: 1, paidAmount: '203', evidence: '打车行程单、改签凭证、付款截图' }),
      step(3, 'rep2', 'resolve', { result: '费用全额报销。' }),
      step(2_400, 'rep', 'call-back', {
        outcome: 'satisfied',
        satisfaction: 4,
        comment: '蓝女士建议在站牌贴实时位置。',
      }),
      step(300, 'centre', 'close', {
        correctiveAction: 'none',
        waiverReason: '末班车已改为站务员按时刻放行，连查三天没有早走。',
      }),
      step(4_260, 'rep', 'reopen', { reason: '蓝女士来电：改签另收的 20 元手续费没有算进去，凭证刚补来。' }),
      step(15, 'rep2', 'find', {
        facts: '车站凭证显示改签费 60 元之外另有手续费 20 元，上次漏看第二张。',
        cause: '报销时只核了一张凭证。',
        causeCode: 'process',
        liability: 'staff',
      }),
      step(10, 'rep2', 'plan', {
        measures: [{ kind: 'compensation', description: '补报改签手续费', amount: '20' }],
        explanation: '凭证清楚，补上就是。',
      }),
      step(10, 'centre', 'approve', { opinion: '补付，并为漏看道歉。' }),
      step(10, 'rep2', 'consent', { outcome: 'accepted', method: 'phone' }),
      step(15, 'rep2', 'perform', { measure: 1, paidAmount: '20', evidence: '微信转账 20.00，客人已收' }),
      step(5, 'rep2', 'resolve', { result: '手续费补付，蓝女士说没想到当天就到账。' }),
    ],
  },
  {
    key: 'fireworks-dog',
    received: { daysAgo: 1, at: '09:05' },
    by: 'rep2',
    open: {
      channel: 'media',
      customer: { name: '“湖城早知道” 编辑 巫小舟', phone: '15268110947' },
      narrative:
        '编辑转来读者投稿：酒庄节庆放冷焰火没有公告，附近养犬基地三只狗受惊撞笼受伤，读者要求酒庄公开回应，稿子暂压一天。',
      demand: '给读者一个交代，承担兽医费。',
      occurredAgo: 2_225,
    },
    steps: [
      step(4, 'rep2', 'register', { category: 'safety', amount: '4500' }),
      step(5, 'rep2', 'dispatch', { department: 'sales', handler: 'head.sales' }),
      step(9, 'head.sales', 'arrive', {
        method: 'phone',
        summary: '答复巫编辑一天内给正式回应，并约了养犬基地负责人。',
      }),
      step(120, 'head.sales', 'find', {
        facts: '冷焰火有审批，但只贴了园内告示，没有告知一公里内的养殖户。',
        cause: '告知范围没有包括园外。',
        causeCode: 'process',
        liability: 'staff',
      }),
      step(60, 'head.sales', 'plan', {
        measures: [
          { kind: 'compensation', description: '三只犬的兽医费', amount: '4180' },
          { kind: 'explanation', description: '给编辑部和养犬基地的公开回应' },
        ],
        explanation: '费用有诊断书，回应把今后的告知范围写明。',
      }),
      step(30, 'centre', 'approve', { opinion: '回应稿请企划部润色后再发。' }),
      step(60, 'leader.hospitality', 'approve', { opinion: '同意，下次活动提前三天走访周边。' }),
      step(90, 'director', 'approve', { opinion: '同意。' }),
      step(35, 'head.sales', 'consent', {
        outcome: 'accepted',
        method: 'recording',
        comment: '基地负责人说狗都稳定了，认可金额。',
      }),
      step(60, 'centre', 'pause', {
        reasonCode: 'customer-request',
        note: '养犬基地等兽医站开正式发票，要求收到以后一次付清。',
      }),
    ],
  },
  {
    key: 'toilet-queue',
    received: { daysAgo: 1, at: '13:20' },
    by: 'handler.dining',
    open: {
      channel: 'other',
      customer: { name: '冷玉珍', phone: '13732158609' },
      narrative: '丰收节那么多人，女厕所只开了两个隔间，排了二十五分钟，有小姑娘急哭了，另一间门上贴着“员工专用”。',
    },
    steps: [
      step(8, 'handler.dining', 'register', { category: 'service', affectedCount: 4 }),
      step(5, 'rep', 'dispatch', { department: 'dining', handler: 'handler.dining' }),
      step(9, 'head.dining', 'arrive', { method: 'phone', summary: '给冷女士回了电话，员工专用的牌子已经摘下。' }),
      step(110, 'handler.dining', 'find', {
        facts: '临时厕所车合同漏签一辆，员工厕所当天没有开放。',
        cause: '大型活动厕位没有按人数测算。',
        causeCode: 'service',
        liability: 'staff',
      }),
      step(80, 'handler.dining', 'plan', {
        measures: [
          { kind: 'other', description: '大型活动按每六十名女宾一个厕位配置，写进方案' },
          { kind: 'apology', description: '电话致歉并送两张下届入场券' },
        ],
        explanation: '客人没要钱，要的是下次别再这样。',
      }),
      step(100, 'leader.hospitality', 'return', {
        reason: '每六十人一个还是少，查一下规范再报，并说明男厕隔间如何临时调整。',
      }),
    ],
  },
  {
    key: 'tram-stop-second',
    received: { minutesAgo: 95 },
    by: 'rep2',
    open: {
      channel: 'wechat',
      customer: { name: '汪蕙', phone: '13819157699' },
      narrative: '刚才小火车抛锚走回来的也有我，我婆婆膝盖不好，走到一半坐在路边。退票的事算我一份。',
    },
    steps: [
      step(6, 'rep2', 'register', { category: 'service' }),
      step(9, 'rep2', 'merge', { into: { story: 'tram-stop' } }),
    ],
  },
  {
    key: 'lost-child-broadcast',
    received: { minutesAgo: 27 },
    by: 'rep2',
    open: {
      channel: 'visit',
      customer: { name: '衣若兰', phone: '15088604127' },
      narrative: '孩子在葡萄迷宫里走散了，找广播室要播寻人，里面没人，门也锁着。后来是保洁阿姨帮忙领出来的。',
      demand: '广播室得有人值守。',
      occurredAgo: 45,
    },
    steps: [],
  },
  {
    key: 'parking-fee-machine',
    received: { minutesAgo: 4 },
    by: 'rep',
    open: {
      channel: 'phone',
      customer: { name: '仲夏明', phone: '13616512078' },
      narrative: '出口缴费机吞了我二十块没找零，栏杆也不抬，后面堵了七八辆车在按喇叭。',
    },
    steps: [],
  },
]

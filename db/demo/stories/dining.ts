import { type Story, step } from '../story.ts'

/** The restaurant, the banquet hall and the terrace. */
export const dining: readonly Story[] = [
  {
    key: 'cold-lamb',
    received: { daysAgo: 72, at: '19:25' },
    by: 'rep',
    open: {
      channel: 'phone',
      customer: { name: '陈立国', phone: '13857102264' },
      narrative:
        '一家四口在葡园餐厅吃晚饭，烤羊排端上来中间还是凉的，切开带血水。叫服务员换，等了四十分钟才重新上，老人已经吃不下了。',
      demand: '羊排的钱不该收，再给个说法。',
      occurredAgo: 35,
    },
    steps: [
      step(4, 'rep', 'register', { category: 'product', amount: '268', product: '炭烤羊排', orderNo: 'CY-20417' }),
      step(3, 'rep', 'dispatch', { department: 'dining', handler: 'handler.dining' }),
      step(8, 'head.dining', 'arrive', {
        method: 'on-site',
        summary: '客人还在 12 号桌，当面看了那盘羊排，确实没烤透，先给老人上了一碗热汤面。',
      }),
      step(15, 'handler.dining', 'find', {
        facts: '当晚烤炉有一组加热管不工作，厨师凭经验出菜，没有用探针量中心温度。',
        cause: '烤炉带病使用，出餐前未测温。',
        causeCode: 'process',
        liability: 'staff',
      }),
      step(10, 'handler.dining', 'plan', {
        measures: [
          { kind: 'refund', description: '羊排全额退款', amount: '268' },
          { kind: 'apology', description: '厨师长到桌前道歉' },
        ],
        explanation: '菜没做好，全额退是应该的；老人没吃上饭，厨师长出面更有诚意。',
      }),
      step(6, 'head.dining', 'approve', { opinion: '同意，退款走当桌账单，别让客人再跑收银台。' }),
      step(7, 'handler.dining', 'consent', {
        outcome: 'accepted',
        method: 'signature',
        comment: '客人说态度可以，签了字。',
      }),
      step(5, 'handler.dining', 'perform', {
        measure: 1,
        paidAmount: '268',
        evidence: '收银红冲单 HC-0417 已由客人签收',
      }),
      step(4, 'head.dining', 'perform', { measure: 2, evidence: '厨师长老吴到桌致歉，领班在场' }),
      step(3, 'handler.dining', 'resolve', { result: '羊排退款 268 元，厨师长道歉，客人平静离店。' }),
      step(14_000, 'rep2', 'call-back', {
        outcome: 'satisfied',
        satisfaction: 4,
        comment: '说后来又带朋友来过一次，羊排火候正好。',
      }),
      step(900, 'head.dining', 'close', {
        rootCause: '烤炉加热管损坏一周未报修',
        causeCode: 'process',
        liability: 'staff',
        correctiveAction: 'opened',
      }),
    ],
  },
  {
    key: 'wedding-screen',
    received: { daysAgo: 68, at: '10:20' },
    by: 'rep2',
    open: {
      channel: 'visit',
      customer: { name: '徐梦瑶', phone: '13666580917', email: 'xumengyao@example.test' },
      narrative:
        '我们在酒庄草坪办婚礼，交换戒指的时候 LED 大屏黑了二十多分钟，父母录的祝福视频没放成，两百位宾客都看着。合同里写明有备用设备，现场根本没有。',
      demand: '婚庆服务费退一半，公开道歉。',
      occurredAgo: 1_300,
    },
    steps: [
      step(3, 'rep2', 'register', {
        category: 'contract',
        amount: '18000',
        affectedCount: 2,
        orderNo: 'HQ-0926',
        scopeFlags: ['two-departments'],
      }),
      step(6, 'rep2', 'dispatch', { department: 'sales', handler: 'head.sales' }),
      step(9, 'head.sales', 'arrive', {
        method: 'on-site',
        summary: '在贵宾室见到新人和双方母亲，新娘情绪激动，先听她们把经过讲完，答应当天给初步答复。',
      }),
      step(150, 'head.sales', 'find', {
        facts: '主屏电源箱进水跳闸，合同附件三约定的备用投影被借去了品鉴中心，当天没有归位。',
        cause: '活动前的设备点检表只勾选没有实查。',
        causeCode: 'service',
        liability: 'staff',
      }),
      step(120, 'head.sales', 'plan', {
        measures: [
          { kind: 'refund', description: '退还舞台与大屏服务费', amount: '9000' },
          { kind: 'compensation', description: '补拍外景并制作婚礼短片，按外包报价折现', amount: '3600' },
          { kind: 'apology', description: '总经理签名的书面致歉信送到新人家中' },
        ],
        explanation: '大屏服务没有兑现，退全部相关费用；短片能把祝福视频补剪进去，是新人自己提的想法。',
      }),
      step(45, 'centre', 'approve', { opinion: '事实清楚，补短片的做法好，请把原始视频素材先要过来。' }),
      step(100, 'leader.hospitality', 'approve', { opinion: '同意，设备互借今后要有登记。' }),
      step(170, 'director', 'approve', { opinion: '同意退赔，致歉信我亲自签。' }),
      step(60, 'finance', 'approve', { opinion: '退款冲减当月婚庆收入，短片费用列营销，凭证齐全即付。' }),
      step(30, 'head.sales', 'consent', {
        outcome: 'accepted',
        method: 'message',
        comment: '新娘微信回复：可以，希望短片能赶在回门宴之前。',
      }),
      step(600, 'finance', 'perform', { measure: 1, paidAmount: '9000', evidence: '银行回单尾号 7731' }),
      step(700, 'head.sales', 'perform', {
        measure: 2,
        paidAmount: '3600',
        evidence: '短片成片链接已发新人确认，附制作公司收据',
      }),
      step(60, 'head.sales', 'perform', { measure: 3, evidence: '致歉信由销售部专人送达，新娘母亲签收' }),
      step(15, 'head.sales', 'resolve', { result: '退款九千元到账，短片交付，致歉信送达。' }),
      step(2_300, 'rep', 'call-back', {
        outcome: 'satisfied',
        satisfaction: 4,
        comment: '短片在回门宴放了，爸妈都哭了，遗憾补上了一些。',
      }),
      step(1_400, 'centre', 'close', {
        rootCause: '外借设备无归还时限，点检流于形式',
        causeCode: 'service',
        liability: 'staff',
        penalties: [{ person: 'head.sales', kind: '通报批评' }],
        correctiveAction: 'opened',
      }),
    ],
  },
  {
    key: 'hair-in-soup',
    received: { daysAgo: 64, at: '12:40' },
    by: 'handler.dining',
    open: {
      channel: 'visit',
      customer: { name: '胡春梅', phone: '13578120643' },
      narrative: '菌菇汤里捞出一根长头发，服务员第一句话居然是“会不会是您自己的”。我是短发。',
      demand: '道歉，换一份汤。',
    },
    steps: [
      step(3, 'handler.dining', 'register', { category: 'product', product: '山珍菌菇汤', affectedCount: 1 }),
      step(2, 'handler.dining', 'dispatch', { department: 'dining', handler: 'handler.dining' }),
      step(5, 'handler.dining', 'arrive', {
        method: 'on-site',
        summary: '到桌边先说对不起，把汤撤下，问清楚是谁接待的。',
      }),
      step(12, 'handler.dining', 'settle', {
        facts: '传菜间两名员工未戴发网，头发长度与其中一人吻合。',
        cause: '发网用完未补，班前检查没查出来。',
        causeCode: 'process',
        liability: 'staff',
        measures: [
          { kind: 'apology', description: '当事服务员向客人当面道歉' },
          { kind: 'replacement', description: '重做一份菌菇汤，另送时令水果' },
        ],
        result: '客人接受道歉，新汤喝完离店，说话还算客气。',
        method: 'on-site',
      }),
      step(9_000, 'rep', 'call-back', { outcome: 'unreached', comment: '响铃无人接听。' }),
      step(1_500, 'rep2', 'call-back', {
        outcome: 'satisfied',
        satisfaction: 5,
        comment: '她说没想到还有回访，以后还来。',
      }),
      step(300, 'head.dining', 'close', {
        correctiveAction: 'none',
        waiverReason: '发网已改由库房每日配发，当周已落实，不必另立整改。',
      }),
    ],
  },
  {
    key: 'peanut-allergy',
    received: { daysAgo: 60, at: '13:20' },
    by: 'centre',
    open: {
      channel: 'phone',
      customer: { name: '吴建波', phone: '13901758826' },
      narrative:
        '订位时备注了孩子花生过敏，主食拌面里还是放了花生碎。孩子吃了两口嘴唇就肿了，现在在县医院观察，医生让住一晚。',
      demand: '医药费你们出，要知道后厨为什么看不到备注。',
      occurredAgo: 90,
    },
    steps: [
      step(5, 'centre', 'register', {
        category: 'safety',
        amount: '6000',
        scopeFlags: ['serious-injury', 'food-safety'],
        product: '庄园凉拌面',
        orderNo: 'CY-31182',
      }),
      step(2, 'centre', 'dispatch', { department: 'dining', handler: 'handler.dining' }),
      step(9, 'head.dining', 'arrive', {
        method: 'phone',
        summary: '先打电话问孩子情况，同时让领班开车去医院，垫付押金两千元。',
      }),
      step(40, 'handler.dining', 'contact', {
        method: 'on-site',
        summary: '在病房见到孩子父母，孩子已消肿能说话，送去了换洗衣物和粥。',
      }),
      step(180, 'handler.dining', 'find', {
        facts: '订位系统的备注只打印在迎宾单上，后厨分单不带备注；拌面的花生碎由配菜工统一撒好。',
        cause: '过敏信息没有传到出餐环节。',
        causeCode: 'process',
        liability: 'staff',
      }),
      step(90, 'handler.dining', 'plan', {
        measures: [
          { kind: 'compensation', description: '全部医疗费、陪护误工费', amount: '5200' },
          { kind: 'refund', description: '当餐免单', amount: '640' },
          { kind: 'other', description: '后厨分单当日起打印过敏红标，视频发给家长看' },
          { kind: 'apology', description: '餐厅经理登门道歉' },
        ],
        explanation: '责任全在我方，家长最在意的是以后别的孩子不会再碰上，所以把改造视频列为一项承诺。',
      }),
      step(50, 'centre', 'approve', { opinion: '孩子情况稳定，方案厚道，请保留病历与票据复印件。' }),
      step(90, 'leader.hospitality', 'approve', { opinion: '同意。今天全部门店停售含花生碎的拌面。' }),
      step(120, 'legal', 'approve', {
        opinion:
          'Liability is clear. Have the parents sign a receipt that lists every cost item, without a waiver of later claims.',
      }),
      step(30, 'pr', 'approve', { opinion: '目前网上无相关内容，若有询问统一口径：已陪同就医，正在改进。' }),
      step(200, 'director', 'approve', { opinion: '同意。人比钱要紧，出院那天我去看孩子。' }),
      step(80, 'finance', 'approve', { opinion: '凭医院票据据实支付，超出部分另报。' }),
      step(600, 'handler.dining', 'consent', {
        outcome: 'accepted',
        method: 'signature',
        comment: '父亲签字，母亲要求一定看到改造视频。',
      }),
      step(200, 'finance', 'perform', { measure: 1, paidAmount: '4863.5', evidence: '医疗票据 11 张，转账回单 0093' }),
      step(10, 'finance', 'perform', { measure: 2, paidAmount: '640', evidence: '原路退回支付宝' }),
      step(900, 'handler.dining', 'perform', { measure: 3, evidence: '打印机改造视频 2 分 10 秒，家长已看' }),
      step(60, 'head.dining', 'perform', { measure: 4, evidence: '带水果和绘本登门，孩子气色很好' }),
      step(10, 'handler.dining', 'resolve', { result: '孩子康复出院，费用结清，过敏红标上线。' }),
      step(1_200, 'rep', 'call-back', {
        outcome: 'satisfied',
        satisfaction: 4,
        comment: '家长说处理得有担当，但短期内不敢再带孩子来。',
      }),
      step(1_000, 'centre', 'close', {
        rootCause: '订位系统与后厨打印分单不互通',
        causeCode: 'process',
        liability: 'staff',
        penalties: [{ person: 'head.dining', kind: '扣减当月绩效', amount: '500' }],
        correctiveAction: 'opened',
      }),
      step(41_600, 'rep2', 'call-back', {
        outcome: 'satisfied',
        satisfaction: 5,
        comment: '满一个月复访：孩子一切正常，妈妈说看到别家餐厅也开始用红标了。',
      }),
    ],
  },
  {
    key: 'rude-waiter',
    received: { daysAgo: 55, at: '18:00' },
    by: 'rep',
    open: {
      channel: 'wechat',
      customer: { name: '郑佩', phone: '15924187730' },
      narrative:
        '露台那位姓罗的接待，我们问能不能把桌子拼一下，她翻个白眼说“不会看牌子啊”。同行的两位客户都听见了，我很没面子。',
      demand: '让本人道歉，我要一个正式的回复。',
      occurredAgo: 220,
    },
    steps: [
      step(7, 'rep', 'register', {
        category: 'service',
        affectedCount: 3,
        respondentDepartment: 'dining',
        respondent: 'handler.dining',
      }),
      step(2, 'rep', 'dispatch', { department: 'dining' }),
      step(7, 'head.dining', 'arrive', {
        method: 'phone',
        summary: '电话里客人把原话复述了一遍，说更在意的是客户在场丢了脸。',
      }),
      step(60, 'head.dining', 'find', {
        facts: '露台录像没有声音，但能看到当事人转身就走；邻桌熟客证实说过类似的话。当事人承认语气不好。',
        cause: '连续上班十天，疲劳之下情绪失控。',
        causeCode: 'service',
        liability: 'staff',
      }),
      step(70, 'head.dining', 'plan', {
        measures: [
          { kind: 'apology', description: '当事人录制道歉语音并手写卡片' },
          { kind: 'discipline', description: '调离露台岗位两周，参加服务礼仪复训' },
        ],
        explanation: '客人没有金钱要求，要的是尊重，所以由本人道歉而不是部门代劳。',
      }),
      step(80, 'leader.hospitality', 'approve', { opinion: '同意。排班超时的问题你们部门也要检讨。' }),
      step(30, 'head.dining', 'consent', {
        outcome: 'accepted',
        method: 'message',
        comment: '客人回复：语音听了，是诚恳的。',
      }),
      step(20, 'head.dining', 'perform', { measure: 1, evidence: '卡片随一份小点心寄到客人公司' }),
      step(60, 'head.dining', 'perform', { measure: 2, evidence: '调岗通知与培训签到表' }),
      step(5, 'head.dining', 'resolve', { result: '当事人道歉，客人表示不再追究。' }),
      step(3_300, 'rep2', 'call-back', {
        outcome: 'satisfied',
        satisfaction: 3,
        comment: '事情算过去了，但希望下次来别再碰上。',
      }),
      step(700, 'centre', 'close', {
        rootCause: '排班连轴转，主管未干预',
        causeCode: 'service',
        liability: 'staff',
        correctiveAction: 'opened',
      }),
    ],
  },
  {
    key: 'banquet-short',
    received: { daysAgo: 43, at: '09:35' },
    by: 'head.sales',
    open: {
      channel: 'email',
      customer: { name: '上海恒屹科技 行政部 冯蕾', phone: '13764420158', email: 'fenglei@example.test' },
      narrative:
        '年中团建订了八桌商务餐，结账时才发现清蒸鲈鱼每桌换成了草鱼，服务员说鲈鱼没到货。没有任何人事先问过我们。',
      demand: '按差价的三倍退，并书面说明。',
      occurredAgo: 2_600,
    },
    steps: [
      step(8, 'head.sales', 'register', {
        category: 'contract',
        amount: '1280',
        affectedCount: 1,
        orderNo: 'TJ-7785',
        product: '商务桌餐 B 套',
      }),
      step(14, 'rep2', 'dispatch', { department: 'dining', handler: 'handler.dining' }),
      step(20, 'head.dining', 'arrive', {
        method: 'phone',
        summary: '和冯女士通话，承认换鱼没打招呼，她手里有菜单照片。',
      }),
      step(100, 'handler.dining', 'find', {
        facts: '当日水产供应商缺货，厨师长自行换料，没有通知销售和客人。鲈鱼与草鱼每条差价 52 元。',
        cause: '临时换料没有征得客人同意的流程。',
        causeCode: 'process',
        liability: 'staff',
      }),
      step(50, 'handler.dining', 'plan', {
        measures: [{ kind: 'refund', description: '只退八桌鱼的差价', amount: '416' }],
        explanation: '按实际差价计算。',
      }),
      step(25, 'head.dining', 'return', { reason: '客人的不满在于没人问过她，只退差价等于没道歉，重新拟。' }),
      step(40, 'handler.dining', 'plan', {
        measures: [
          { kind: 'refund', description: '八桌鱼的差价按三倍退', amount: '1248' },
          { kind: 'explanation', description: '盖章的书面说明，附供应商缺货单' },
        ],
        explanation: '以次充好的观感很坏，三倍退在企业客户里能挽回信任，金额在分管领导权限内。',
      }),
      step(70, 'leader.hospitality', 'approve', { opinion: '同意，书面说明请销售贺经理过目。' }),
      step(40, 'handler.dining', 'consent', {
        outcome: 'accepted',
        method: 'phone',
        comment: '冯女士说数目没问题，说明要在周会前给她。',
      }),
      step(180, 'handler.dining', 'perform', {
        measure: 1,
        paidAmount: '1248',
        evidence: '对公转账，附退款协议扫描件',
      }),
      step(30, 'handler.dining', 'perform', { measure: 2, evidence: '说明函编号 CY-函-015，顺丰寄出' }),
      step(12, 'handler.dining', 'resolve', { result: '三倍差价退回公司账户，书面说明寄达。' }),
      step(2_900, 'rep', 'call-back', { outcome: 'satisfied', satisfaction: 5, comment: '冯女士说年会还会考虑这里。' }),
      step(600, 'centre', 'close', {
        rootCause: '换料权限下放给厨师长，无告知环节',
        causeCode: 'process',
        liability: 'staff',
        correctiveAction: 'opened',
      }),
    ],
  },
  {
    key: 'brunch-queue',
    received: { daysAgo: 31, at: '17:10' },
    by: 'rep2',
    open: {
      channel: 'web',
      customer: { name: '蒋一帆', phone: '17706532981' },
      narrative: '网上预约了早午餐的靠窗位，到了说窗边已满，让我们坐传菜口。预约页面明明显示“已确认靠窗”。',
      demand: '退预约服务费 30 元。',
      occurredAgo: 400,
    },
    steps: [
      step(6, 'rep2', 'register', { category: 'service', amount: '30', orderNo: 'WB-55120' }),
      step(3, 'rep2', 'dispatch', { department: 'dining', handler: 'handler.dining' }),
      step(9, 'handler.dining', 'arrive', {
        method: 'phone',
        summary: '客人已在回城路上，电话里说主要是被安排在传菜口很吵。',
      }),
      step(30, 'handler.dining', 'find', {
        facts: '迎宾临时把窗位让给了一桌带轮椅的客人，没有向预约客人解释。',
        cause: '让位有理由但没有沟通。',
        causeCode: 'service',
        liability: 'staff',
      }),
      step(8, 'handler.dining', 'plan', {
        measures: [
          { kind: 'refund', description: '退还靠窗预约费', amount: '30' },
          { kind: 'explanation', description: '说明让位给行动不便客人的原委' },
        ],
        explanation: '金额很小，重点在把原因讲清楚。',
      }),
      step(5, 'head.dining', 'approve', {}),
      step(9, 'handler.dining', 'consent', {
        outcome: 'accepted',
        method: 'phone',
        comment: '“早说是让给坐轮椅的，我们自己就挪了。”',
      }),
      step(6, 'handler.dining', 'perform', { measure: 1, paidAmount: '30', evidence: '微信原路退回' }),
      step(1, 'handler.dining', 'perform', { measure: 2, evidence: '通话录音 3 分 40 秒' }),
      step(1, 'handler.dining', 'resolve', { result: '预约费退还，客人理解。' }),
      step(20_000, 'rep', 'call-back', { outcome: 'satisfied', satisfaction: 5, comment: '夸我们讲道理。' }),
      step(400, 'head.dining', 'close', {
        correctiveAction: 'none',
        waiverReason: '个案，已在班前会讲过让位要先征求预约客人同意。',
      }),
    ],
  },
  {
    key: 'terrace-wasp',
    received: { daysAgo: 22, at: '15:40' },
    by: 'rep',
    open: {
      channel: 'phone',
      customer: { name: '龚慧敏', phone: '13588091346' },
      narrative: '在葡萄架下喝下午茶，架子里有个马蜂窝，我妈手背被蜇了两下，肿得戒指都摘不下来。旁边没有任何警示。',
      demand: '医药费，还有你们得把马蜂窝摘了。',
      occurredAgo: 60,
    },
    steps: [
      step(5, 'rep', 'register', { category: 'safety', amount: '300', scopeFlags: ['slight-injury'] }),
      step(3, 'rep', 'dispatch', { department: 'dining', handler: 'handler.dining' }),
      step(6, 'head.dining', 'arrive', {
        method: 'on-site',
        summary: '带医药箱到场，用肥皂水冲洗后冰敷，戒指用线慢慢退下来了。',
      }),
      step(35, 'handler.dining', 'contact', {
        method: 'on-site',
        summary: '陪老人去镇卫生院，医生开了抗过敏药，无大碍。',
      }),
      step(200, 'handler.dining', 'find', {
        facts: '架子东侧第三跨藏有碗口大的蜂窝，园艺外包最近一次巡查记录是空白的。',
        cause: '季节性虫害巡查漏项。',
        causeCode: 'third-party',
        liability: 'third-party',
      }),
      step(60, 'handler.dining', 'plan', {
        measures: [
          { kind: 'compensation', description: '门诊费与交通费', amount: '286.4' },
          { kind: 'other', description: '请消防摘除蜂窝，葡萄架下挂警示牌' },
        ],
        explanation: '伤情轻，费用实报；蜂窝当天必须摘。',
      }),
      step(20, 'head.dining', 'approve', { opinion: '同意，费用之后向园艺公司追偿。' }),
      step(35, 'centre', 'approve', { opinion: '附了病历，金额合理。' }),
      step(90, 'leader.hospitality', 'approve', { opinion: '同意，巡查记录空白要约谈外包方。' }),
      step(150, 'director', 'approve', { opinion: '尽快办。' }),
      step(25, 'handler.dining', 'consent', {
        outcome: 'unreachable',
        method: 'phone',
        comment: '打了两次都在通话中。',
      }),
      step(130, 'handler.dining', 'consent', {
        outcome: 'accepted',
        method: 'message',
        comment: '女儿短信答复同意，老人已消肿。',
      }),
      step(100, 'handler.dining', 'perform', {
        measure: 1,
        paidAmount: '286.4',
        evidence: '卫生院票据两张，微信转账截图',
      }),
      step(40, 'handler.dining', 'perform', { measure: 2, evidence: '消防出警单，警示牌照片四张' }),
      step(6, 'handler.dining', 'resolve', { result: '费用付清，蜂窝摘除，挂牌完成。' }),
      step(2_000, 'rep2', 'call-back', {
        outcome: 'satisfied',
        satisfaction: 4,
        comment: '老人说冰敷的小姑娘很细心。',
      }),
      step(2_500, 'centre', 'close', {
        rootCause: '园艺外包合同没有虫害巡查条款',
        causeCode: 'third-party',
        liability: 'third-party',
        correctiveAction: 'opened',
      }),
    ],
  },
  {
    key: 'terrace-wasp-again',
    received: { daysAgo: 22, at: '19:00' },
    by: 'rep2',
    open: {
      channel: 'wechat',
      customer: { name: '龚慧敏的儿子 龚磊', phone: '13588091347' },
      narrative: '我妈下午在你们葡萄架那边被马蜂蜇了，我姐打过电话，我再来公众号留个言，怕你们不当回事。',
    },
    steps: [
      step(8, 'rep2', 'register', { category: 'safety', scopeFlags: ['slight-injury'] }),
      step(4, 'rep2', 'contact', {
        method: 'message',
        summary: '回复龚先生：他姐姐的投诉已有人陪老人就医，两条并一条办，结果会同时告诉他。',
      }),
      step(3, 'rep2', 'merge', { into: { story: 'terrace-wasp' } }),
    ],
  },
  {
    key: 'corkage',
    received: { daysAgo: 7, at: '19:05' },
    by: 'rep',
    open: {
      channel: 'phone',
      customer: { name: '尹志远', phone: '13362917045' },
      narrative: '自带了一瓶在你们商店买的酒到餐厅喝，居然收我 100 元开瓶费，自家的酒也收？',
      demand: '退开瓶费。',
      occurredAgo: 30,
    },
    steps: [
      step(5, 'rep', 'register', { category: 'price', amount: '100', orderNo: 'CY-40877' }),
      step(4, 'rep', 'dispatch', { department: 'dining', handler: 'handler.dining' }),
      step(7, 'head.dining', 'arrive', { method: 'on-site', summary: '收银台旁跟客人核对了商店小票，确是当天购买。' }),
      step(14, 'handler.dining', 'find', {
        facts: '本店酒免开瓶费的规定只写在商店收银台，餐厅收银员不知道。',
        cause: '两处规定没有互通。',
        causeCode: 'price',
        liability: 'staff',
      }),
      step(4, 'handler.dining', 'plan', {
        measures: [{ kind: 'refund', description: '退开瓶费', amount: '100' }],
        explanation: '按园区自己的规定就不该收。',
      }),
      step(4, 'head.dining', 'approve', { opinion: '退。' }),
      step(3, 'handler.dining', 'consent', { outcome: 'accepted', method: 'signature' }),
      step(4, 'handler.dining', 'perform', { measure: 1, paidAmount: '100', evidence: '现金退还，客人签收条' }),
      step(1, 'handler.dining', 'resolve', { result: '开瓶费退还。' }),
      step(5_700, 'rep2', 'call-back', { outcome: 'satisfied', satisfaction: 4 }),
    ],
  },
  {
    key: 'undercooked-duck',
    received: { daysAgo: 1, at: '17:00' },
    by: 'rep',
    open: {
      channel: 'phone',
      customer: { name: '田野', phone: '18805719263' },
      narrative:
        '中午六个人吃了葡萄木烤鸭，下午三个人拉肚子，其中一个发烧到 38 度 2。鸭腿根那里的肉是粉红的，我拍了照。',
      demand: '看病的钱，查清楚是不是鸭子没熟。',
      occurredAgo: 300,
    },
    steps: [
      step(6, 'rep', 'register', {
        category: 'safety',
        affectedCount: 3,
        scopeFlags: ['food-safety'],
        product: '葡萄木烤鸭',
        orderNo: 'CY-41203',
      }),
      step(3, 'rep', 'dispatch', { department: 'dining', handler: 'handler.dining' }),
      step(8, 'head.dining', 'arrive', {
        method: 'video',
        summary: '视频看了照片和三位客人的状态，请他们先去医院留样化验，同批鸭子已全部下架。',
      }),
      step(60, 'handler.dining', 'find', {
        facts: '留样冰箱里同批烤鸭腿根中心温度记录为 58 度，低于 70 度的要求；三位客人的化验单还没出。',
        cause: '炉温记录造假，实际没有烤够时间。',
        causeCode: 'process',
        liability: 'staff',
      }),
      step(30, 'handler.dining', 'plan', {
        measures: [
          { kind: 'compensation', description: '三人医药费、误工费按票据支付，预估', amount: '2400' },
          { kind: 'refund', description: '当餐退款', amount: '498' },
          { kind: 'discipline', description: '当班烤鸭师傅停岗' },
        ],
        explanation: '先把能确定的赔了，化验结果若更严重再调整。',
      }),
      step(20, 'centre', 'approve', { opinion: '同意，化验单出来请第一时间补进备注。' }),
      step(40, 'leader.hospitality', 'return', {
        reason: '漏了对另外三位同行客人的问候和检查，也没写留样怎么送检，补齐再报。',
      }),
      step(30, 'handler.dining', 'plan', {
        measures: [
          { kind: 'compensation', description: '六人体检与三人医药误工费，预估', amount: '4100' },
          { kind: 'refund', description: '当日烤鸭餐全额退还', amount: '498' },
          { kind: 'other', description: '留样送市疾控中心检测，报告给客人一份' },
        ],
        explanation: '按宋总意见把同行六人都纳入，留样已封存待送。',
      }),
      step(20, 'centre', 'approve', { opinion: '第二版周全，可以报。' }),
      step(10, 'centre', 'pause', {
        reasonCode: 'testing',
        note: '留样已送市疾控中心，两天后出报告，六位客人都知道。',
      }),
    ],
  },
  {
    key: 'birthday-cake',
    received: { minutesAgo: 85 },
    by: 'rep2',
    open: {
      channel: 'phone',
      customer: { name: '骆冰洁', phone: '15158033472' },
      narrative: '给女儿订的生日蛋糕名字写错了，“骆”写成了“洛”，孩子当场不高兴，马上就要切蛋糕了。',
      demand: '赶紧改。',
    },
    steps: [
      step(3, 'rep2', 'register', { category: 'service', amount: '198', orderNo: 'CY-41266' }),
      step(2, 'rep2', 'dispatch', { department: 'dining', handler: 'handler.dining' }),
      step(4, 'handler.dining', 'arrive', {
        method: 'on-site',
        summary: '面点师带着裱花袋到包厢现场改字，孩子自己又挤了一朵花。',
      }),
      step(18, 'handler.dining', 'find', {
        facts: '订位单写的是“骆”，面点单手抄成“洛”，裱花前没有给家长看过。',
        cause: '名字靠手抄，出品前没人核对。',
        causeCode: 'process',
        liability: 'staff',
      }),
      step(14, 'handler.dining', 'plan', {
        measures: [{ kind: 'refund', description: '蛋糕费退三成', amount: '60' }],
        explanation: '字已经改好，孩子也高兴了，退一点表示歉意。',
      }),
    ],
  },
]

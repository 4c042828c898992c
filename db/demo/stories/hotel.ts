import { type Story, step } from '../story.ts'

/** The guest house: rooms, front desk, pool and spa. */
export const hotel: readonly Story[] = [
  {
    key: 'room-mould',
    received: { daysAgo: 70, at: '20:10' },
    by: 'rep2',
    open: {
      channel: 'phone',
      customer: { name: '裴文杰', phone: '13410268859' },
      narrative: '住 306 房，一进门就是霉味，空调口往下滴黑水，滴在我的西装上。前台说满房换不了，让我“先将就一晚”。',
      demand: '退房费，干洗西装。',
      occurredAgo: 45,
    },
    steps: [
      step(5, 'rep2', 'register', { category: 'service', amount: '880', product: '庄园客房 306', orderNo: 'KF-8812' }),
      step(3, 'rep2', 'dispatch', { department: 'dining', handler: 'handler.dining' }),
      step(7, 'head.dining', 'arrive', {
        method: 'on-site',
        summary: '进房看过，天花检修口有明显水渍，把值班经理的备用房让给客人住。',
      }),
      step(90, 'handler.dining', 'find', {
        facts: '306 房风机盘管的冷凝水管堵塞，上周就有保洁报过潮湿，工程没派单。',
        cause: '报修单压在前台，没有进系统。',
        causeCode: 'process',
        liability: 'staff',
      }),
      step(45, 'handler.dining', 'plan', {
        measures: [
          { kind: 'refund', description: '退一晚房费', amount: '680' },
          { kind: 'compensation', description: '西装干洗费', amount: '120' },
        ],
        explanation: '客人已换房入睡，退的是 306 当晚的房费，干洗按实价。',
      }),
      step(75, 'leader.hospitality', 'approve', { opinion: '同意。306 停售，修好由我验收。' }),
      step(420, 'handler.dining', 'consent', { outcome: 'accepted', method: 'signature', comment: '早餐时当面确认。' }),
      step(25, 'handler.dining', 'perform', { measure: 1, paidAmount: '680', evidence: '退房账单改单' }),
      step(15, 'handler.dining', 'perform', { measure: 2, paidAmount: '96', evidence: '干洗店收据 96 元' }),
      step(5, 'handler.dining', 'resolve', { result: '房费退回，西装洗净寄还。' }),
      step(3_900, 'rep', 'call-back', { outcome: 'satisfied', satisfaction: 4, comment: '换房换得及时，赔得也爽快。' }),
      step(1_100, 'centre', 'close', {
        rootCause: '客房报修靠口头转达',
        causeCode: 'process',
        liability: 'staff',
        correctiveAction: 'opened',
      }),
    ],
  },
  {
    key: 'noisy-corridor',
    received: { daysAgo: 62, at: '09:15' },
    by: 'rep',
    open: {
      channel: 'visit',
      customer: { name: '佟丽', phone: '18640351172' },
      narrative: '走廊凌晨两点还有人推布草车，轮子咣当咣当响，我和先生一晚没睡好。',
    },
    steps: [
      step(4, 'rep', 'register', { category: 'service', affectedCount: 1 }),
      step(4, 'rep', 'dispatch', { department: 'dining', handler: 'handler.dining' }),
      step(6, 'handler.dining', 'arrive', {
        method: 'on-site',
        summary: '在大堂吧见到佟女士，她拿手机录了轮子的声音给我听。',
      }),
      step(16, 'handler.dining', 'settle', {
        facts: '夜班送布草走了客房走廊，按规定应走后勤通道，后勤电梯当晚检修。',
        cause: '电梯检修没有安排替代时间。',
        causeCode: 'process',
        liability: 'staff',
        measures: [
          { kind: 'apology', description: '值班经理致歉' },
          { kind: 'other', description: '为客人办理延迟到下午两点退房' },
        ],
        result: '佟女士同意延迟退房补觉。',
        method: 'on-site',
      }),
      step(8_200, 'rep2', 'call-back', { outcome: 'unreached', comment: '关机。' }),
      step(2_900, 'rep2', 'call-back', { outcome: 'unreached', comment: '转语音信箱。' }),
      step(4_300, 'rep', 'call-back', { outcome: 'unreached', comment: '第三次仍没接，短信留了客服电话。' }),
      step(200, 'head.dining', 'close', {
        correctiveAction: 'none',
        waiverReason: '电梯已修复，夜间布草恢复走后勤通道。',
      }),
    ],
  },
  {
    key: 'double-booking',
    received: { daysAgo: 58, at: '10:05' },
    by: 'rep2',
    open: {
      channel: '12345',
      customer: { name: '鲍建军', phone: '13906713328' },
      narrative:
        '市民热线转来：鲍先生提前一个月付全款订了两间亲子房，到店被告知只剩一间，被安排到十公里外的镇上旅馆，退差价要等“系统审核”，等了九天没下文。',
      demand: '退款并给出超售的解释。',
      occurredAgo: 12_600,
    },
    steps: [
      step(4, 'rep2', 'register', { category: 'contract', amount: '1560', orderNo: 'KF-9047' }),
      step(5, 'rep2', 'dispatch', { department: 'dining', handler: 'handler.dining' }),
      step(9, 'head.dining', 'arrive', {
        method: 'phone',
        summary: '向鲍先生说明这件事现在由我负责，他说热线是逼不得已。',
      }),
      step(160, 'handler.dining', 'find', {
        facts: '订房平台与前台库存没有实时同步，当日超售三间；退差价申请停在前台组长的待办里。',
        cause: '超售后没有人跟进退款。',
        causeCode: 'process',
        liability: 'staff',
      }),
      step(120, 'handler.dining', 'plan', {
        measures: [
          { kind: 'refund', description: '退一间亲子房两晚', amount: '1560' },
          { kind: 'compensation', description: '超售违约按首晚房价赔付', amount: '780' },
          { kind: 'explanation', description: '回复 12345 并抄送鲍先生' },
        ],
        explanation: '平台规则里超售本应赔首晚，我们不能等客人来要。',
      }),
      step(70, 'centre', 'approve', { opinion: '热线要求三个工作日内办结，进度请盯紧。' }),
      step(110, 'leader.hospitality', 'approve', { opinion: '同意。' }),
      step(190, 'director', 'approve', { opinion: '同意，九天不退款说不过去。' }),
      step(50, 'handler.dining', 'consent', {
        outcome: 'accepted',
        method: 'recording',
        comment: '鲍先生在录音里确认金额，愿意向热线反馈满意。',
      }),
      step(40, 'handler.dining', 'perform', { measure: 1, paidAmount: '1560', evidence: '平台退款成功页截图' }),
      step(15, 'handler.dining', 'perform', { measure: 2, paidAmount: '780', evidence: '支付宝转账凭证' }),
      step(300, 'handler.dining', 'perform', { measure: 3, evidence: '热线工单已回填' }),
      step(5, 'handler.dining', 'resolve', { result: '两笔款到账，12345 工单办结。' }),
      step(2_200, 'rep', 'call-back', {
        outcome: 'satisfied',
        satisfaction: 3,
        comment: '满意处理，不满意要打热线才有人管。',
      }),
      step(900, 'centre', 'close', {
        rootCause: '渠道库存每小时才同步一次',
        causeCode: 'process',
        liability: 'staff',
        correctiveAction: 'opened',
      }),
    ],
  },
  {
    key: 'pool-slip',
    received: { daysAgo: 50, at: '15:20' },
    by: 'handler.dining',
    open: {
      channel: 'visit',
      customer: { name: '简卫东', phone: '13851640097' },
      narrative: '泳池边瓷砖有青苔，我下去时滑了一跤，手肘擦破一大片，救生员在看手机。',
      demand: '医药费，还有要看监控。',
      occurredAgo: 10,
    },
    steps: [
      step(4, 'handler.dining', 'register', { category: 'safety', amount: '200', scopeFlags: ['slight-injury'] }),
      step(3, 'rep', 'dispatch', { department: 'dining', handler: 'handler.dining' }),
      step(5, 'head.dining', 'arrive', {
        method: 'on-site',
        summary: '到泳池边清创包扎，把监控室的门打开让客人自己看。',
      }),
      step(50, 'head.dining', 'note', {
        text: '伤口我看过，仅表皮擦伤，客人写了条子表示不用去医院，请顾总考虑调整级别。',
      }),
      step(30, 'director', 'regrade', {
        level: 'general',
        reason: '擦伤，客人书面表示无需就医，不构成轻微伤害事故，按一般办理。',
      }),
      step(20, 'handler.dining', 'find', {
        facts: '监控显示客人下水前走的是正常路线；池边西侧三块砖有青苔，救生员确实低头看手机约两分钟。',
        cause: '池岸每日刷洗被改成隔日。',
        causeCode: 'service',
        liability: 'staff',
      }),
      step(25, 'handler.dining', 'plan', {
        measures: [
          { kind: 'compensation', description: '换药费及补偿', amount: '300' },
          { kind: 'discipline', description: '救生员当班不得携带手机，记过一次' },
        ],
        explanation: '金额不大，重点是当着客人的面说明对救生员怎么处理。',
      }),
      step(15, 'head.dining', 'approve', { opinion: '同意，刷洗今晚起恢复每日。' }),
      step(60, 'leader.hospitality', 'approve', { opinion: '同意。' }),
      step(30, 'handler.dining', 'consent', { outcome: 'accepted', method: 'signature' }),
      step(10, 'handler.dining', 'perform', { measure: 1, paidAmount: '300', evidence: '前台支出单，客人签名' }),
      step(120, 'head.dining', 'perform', { measure: 2, evidence: '处分单已公示' }),
      step(4, 'handler.dining', 'resolve', { result: '补偿付清，处分到人，池岸当晚刷洗。' }),
      step(3_400, 'rep2', 'call-back', {
        outcome: 'satisfied',
        satisfaction: 5,
        comment: '伤口结痂了，客人说让他看监控这点很坦荡。',
      }),
      step(1_800, 'centre', 'close', {
        rootCause: '为省人工降低了池岸刷洗频次',
        causeCode: 'service',
        liability: 'staff',
        correctiveAction: 'opened',
      }),
    ],
  },
  {
    key: 'lost-earring',
    received: { daysAgo: 40, at: '15:30' },
    by: 'rep',
    open: {
      channel: 'phone',
      customer: { name: '夏以柔', phone: '15657118420' },
      narrative: '退房后发现一对珍珠耳环落在床头柜，打前台说保洁没看到。那是结婚纪念日礼物。',
      demand: '帮我认真找一下。',
      occurredAgo: 240,
    },
    steps: [
      step(5, 'rep', 'register', { category: 'other', amount: '460' }),
      step(4, 'rep', 'dispatch', { department: 'dining', handler: 'handler.dining' }),
      step(8, 'handler.dining', 'arrive', { method: 'phone', summary: '请夏女士描述耳环样子，约定半小时内给回话。' }),
      step(26, 'rep', 'withdraw', { reason: '夏女士来电，耳环在化妆包夹层里找到了，专门说声不好意思。' }),
    ],
  },
  {
    key: 'spa-pressure',
    received: { daysAgo: 36, at: '10:20' },
    by: 'rep2',
    open: {
      channel: 'letter',
      customer: { name: '闻人嘉', phone: '13357190862' },
      narrative:
        '来信两页，大意：做葡萄籽水疗时技师一直推销三千八的年卡，拒绝了四次还在说，最后草草收尾少做了十五分钟。信中附了消费小票。',
      demand: '补做或退款，禁止强行推销。',
      occurredAgo: 7_000,
    },
    steps: [
      step(9, 'rep2', 'register', {
        category: 'service',
        amount: '498',
        product: '葡萄籽水疗 90 分钟',
        orderNo: 'SPA-1166',
        affectedCount: 1,
      }),
      step(6, 'rep2', 'dispatch', { department: 'dining', handler: 'handler.dining' }),
      step(22, 'head.dining', 'arrive', { method: 'phone', summary: '电话打过去客人有些意外，说没想到寄信还有人理。' }),
      step(200, 'handler.dining', 'find', {
        facts: '水疗室刷卡记录显示实际服务 74 分钟；技师当月有开卡指标。',
        cause: '销售指标压到技师个人，逼出硬推销。',
        causeCode: 'service',
        liability: 'staff',
      }),
      step(60, 'handler.dining', 'plan', {
        measures: [{ kind: 'refund', description: '退一半水疗费', amount: '249' }],
        explanation: '少做的时间折算下来不到一成，退一半已含歉意。',
      }),
      step(30, 'head.dining', 'approve', { opinion: '同意，开卡指标下月取消。' }),
      step(50, 'handler.dining', 'consent', {
        outcome: 'refused',
        method: 'phone',
        comment: '闻女士不要钱，她要补做一次完整的，并且换一位技师。',
      }),
      step(30, 'handler.dining', 'plan', {
        measures: [
          { kind: 'top-up', description: '免费补做 90 分钟，由资深技师服务，一年内有效' },
          { kind: 'apology', description: '水疗主管回信致歉' },
        ],
        explanation: '按客人自己的意愿改，不涉及现金。',
      }),
      step(20, 'handler.dining', 'consent', {
        outcome: 'accepted',
        method: 'phone',
        comment: '这样很好，她说下个月来杭州出差时用。',
      }),
      step(60, 'handler.dining', 'perform', { measure: 1, evidence: '补做券 SPA-B-031 已发到手机' }),
      step(300, 'head.dining', 'perform', { measure: 2, evidence: '手写回信挂号寄出' }),
      step(3, 'handler.dining', 'resolve', { result: '补做券与回信都已送到。' }),
      step(17_000, 'rep', 'call-back', {
        outcome: 'satisfied',
        satisfaction: 5,
        comment: '已经来用过券，技师一句没推销。',
      }),
      step(1_200, 'head.dining', 'close', {
        rootCause: '技师开卡指标',
        causeCode: 'service',
        correctiveAction: 'opened',
      }),
    ],
  },
  {
    key: 'breakfast-voucher',
    received: { daysAgo: 17, at: '10:20' },
    by: 'rep',
    open: {
      channel: 'wechat',
      customer: { name: '查敏学', phone: '18957102236' },
      narrative:
        '订单写双早，早餐厅的人非说孩子超过一米二要另付 58，我们孩子才一米一五，还在大门口量身高，围了一圈人看。',
      demand: '退 58 元，以后别当众量孩子。',
      occurredAgo: 90,
    },
    steps: [
      step(6, 'rep', 'register', { category: 'price', amount: '58', orderNo: 'KF-9920' }),
      step(3, 'rep', 'dispatch', { department: 'dining', handler: 'handler.dining' }),
      step(8, 'head.dining', 'arrive', {
        method: 'phone',
        summary: '查先生送孩子上兴趣班，通话五分钟，孩子还问叔叔是不是自己长太高。',
      }),
      step(25, 'handler.dining', 'find', {
        facts: '门口身高尺贴高了四厘米，收费员看尺子收的钱。',
        cause: '身高尺安装后没人校准。',
        causeCode: 'price',
        liability: 'staff',
      }),
      step(6, 'handler.dining', 'plan', {
        measures: [
          { kind: 'refund', description: '退儿童早餐费', amount: '58' },
          { kind: 'other', description: '给孩子寄一只小葡萄玩偶' },
        ],
        explanation: '尺子错了，责任明白；玩偶是仓库现成的。',
      }),
      step(6, 'head.dining', 'approve', { opinion: '尺子我亲手重贴，改到里间。' }),
      step(8, 'handler.dining', 'consent', { outcome: 'accepted', method: 'message' }),
      step(4, 'handler.dining', 'perform', { measure: 1, paidAmount: '58', evidence: '微信退款 58.00' }),
      step(20, 'handler.dining', 'perform', { measure: 2, evidence: '圆通单号尾 4410' }),
      step(2, 'handler.dining', 'resolve', { result: '退款到账，玩偶寄出。' }),
      step(10_500, 'rep2', 'call-back', {
        outcome: 'dissatisfied',
        satisfaction: 2,
        comment: '玩偶一直没收到，快递显示签收在门卫，门卫说没有。',
      }),
      step(60, 'handler.dining', 'plan', {
        measures: [{ kind: 'replacement', description: '重寄玩偶，送到孩子手里才算完' }],
        explanation: '上次没有追签收，是我们疏忽。',
      }),
      step(20, 'handler.dining', 'consent', {
        outcome: 'accepted',
        method: 'phone',
        comment: '查先生说小事一桩，不用太紧张。',
      }),
      step(1_500, 'handler.dining', 'perform', { measure: 1, evidence: '孩子抱着玩偶的照片，家长发来的' }),
      step(5, 'handler.dining', 'resolve', { result: '第二只玩偶由孩子本人签收。' }),
      step(2_500, 'rep', 'call-back', { outcome: 'satisfied', satisfaction: 5, comment: '孩子说谢谢。' }),
      step(600, 'head.dining', 'close', {
        correctiveAction: 'none',
        waiverReason: '身高尺已校准并移位，寄件今后须电话确认本人签收，均已执行。',
      }),
    ],
  },
  {
    key: 'hot-water',
    received: { daysAgo: 2, at: '09:40' },
    by: 'rep2',
    open: {
      channel: 'phone',
      customer: { name: '温绮梦', phone: '13666628017' },
      narrative: '别墅房热水时冷时热，洗到一半全是冷水，我发烧还没好，第二天咳得更厉害。',
      demand: '退第一晚房费。',
      occurredAgo: 700,
    },
    steps: [
      step(6, 'rep2', 'register', { category: 'service', amount: '1180', product: '湖畔别墅 B2', orderNo: 'KF-10233' }),
      step(4, 'rep2', 'dispatch', { department: 'dining', handler: 'handler.dining' }),
      step(9, 'head.dining', 'arrive', {
        method: 'on-site',
        summary: '和维修工一起进房测水温，最低 29 度，当场给客人换到 A5。',
      }),
      step(80, 'handler.dining', 'find', {
        facts: '湖畔区热泵一台压缩机停机，另一台带不动三栋别墅。',
        cause: '设备老化，备机没有投用。',
        causeCode: 'service',
        liability: 'staff',
      }),
      step(60, 'handler.dining', 'plan', {
        measures: [
          { kind: 'refund', description: '退首晚房费', amount: '1180' },
          { kind: 'other', description: '送姜茶和药箱到房' },
        ],
        explanation: '热水是住宿的底线，全退无争议。',
      }),
      step(90, 'leader.hospitality', 'approve', { opinion: '同意，热泵更换列入本月预算。' }),
      step(60, 'handler.dining', 'consent', {
        outcome: 'accepted',
        method: 'signature',
        comment: '客人签字时还夸了姜茶。',
      }),
      step(25, 'handler.dining', 'perform', { measure: 1, paidAmount: '1180', evidence: '预授权撤销凭条' }),
      step(5, 'handler.dining', 'perform', { measure: 2, evidence: '房务送物记录' }),
      step(3, 'handler.dining', 'resolve', { result: '首晚免费，客人续住一晚无异常。' }),
      step(1_140, 'rep', 'call-back', { outcome: 'unreached', comment: '提示正在通话中。' }),
      step(380, 'rep', 'call-back', { outcome: 'unreached', comment: '无人接，晚些再试。' }),
    ],
  },
  {
    key: 'allergic-pillow',
    received: { daysAgo: 1, at: '15:20' },
    by: 'rep',
    open: {
      channel: 'phone',
      customer: { name: '柯瑞安', phone: '17816870943' },
      narrative: '提前两天说明要无羽绒寝具，进房还是羽绒枕，我哮喘犯了，现在靠喷雾顶着。',
      demand: '马上换，房费打折。',
      occurredAgo: 25,
    },
    steps: [
      step(4, 'rep', 'register', { category: 'service', amount: '760', orderNo: 'KF-10291' }),
      step(2, 'rep', 'dispatch', { department: 'dining', handler: 'handler.dining' }),
      step(6, 'head.dining', 'arrive', {
        method: 'on-site',
        summary: '五分钟内换好乳胶枕和棉被，开窗通风，陪到客人呼吸平稳。',
      }),
      step(70, 'handler.dining', 'find', {
        facts: '预订备注写在“特殊要求”，夜审打印入住单时那一栏被截断。',
        cause: '打印模板太窄。',
        causeCode: 'process',
        liability: 'staff',
      }),
      step(60, 'handler.dining', 'plan', {
        measures: [{ kind: 'refund', description: '当晚房费五折', amount: '380' }],
        explanation: '客人没住院，打折是他自己提的，合理。',
      }),
      step(20, 'head.dining', 'approve', { opinion: '同意五折，打印模板今晚改。' }),
      step(45, 'leader.hospitality', 'approve', { opinion: '同意。请郭经理明早当面问问客人睡得怎样。' }),
      step(20, 'handler.dining', 'consent', {
        outcome: 'accepted',
        method: 'signature',
        comment: '人已经缓过来，说这样处理可以。',
      }),
      step(10, 'handler.dining', 'perform', { measure: 1, paidAmount: '380', evidence: '前台改单，当晚房费减 380 元' }),
      step(5, 'handler.dining', 'resolve', { result: '寝具换好，当晚房费减半，客人安稳睡下。' }),
    ],
  },
  {
    key: 'early-check-in',
    received: { minutesAgo: 48 },
    by: 'rep2',
    open: {
      channel: 'visit',
      customer: { name: '邢振声', phone: '13033691475' },
      narrative: '付了提前入住费，到了房还没收拾好，带着两个犯困的孩子在大堂坐了快一小时。',
    },
    steps: [
      step(6, 'rep2', 'register', {
        category: 'service',
        amount: '150',
        orderNo: 'KF-10302',
        demand: '退提前入住费。',
      }),
      step(3, 'rep2', 'dispatch', { department: 'dining' }),
    ],
  },
]

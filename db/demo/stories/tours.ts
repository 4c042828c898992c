import { type Story, step } from '../story.ts'

/** Cellar tours, the tasting room and walks through the vineyard. */
export const tours: readonly Story[] = [
  {
    key: 'guide-skipped-barrel-hall',
    received: { daysAgo: 74, at: '14:35' },
    by: 'rep',
    open: {
      channel: 'visit',
      customer: { name: '阮青', phone: '13735510284' },
      narrative: '买的 168 元深度游，讲解员说橡木桶大厅在熏蒸进不去，结果出来碰见另一个团正在里面拍照。',
      demand: '带我们补看，或者退差价。',
      occurredAgo: 20,
    },
    steps: [
      step(4, 'rep', 'register', { category: 'service', amount: '336', orderNo: 'YL-6604', product: '酒窖深度游' }),
      step(3, 'rep', 'dispatch', { department: 'cellar', handler: 'handler.cellar' }),
      step(8, 'handler.cellar', 'arrive', {
        method: 'on-site',
        summary: '在游客出口找到阮女士和同伴，请她们先坐下喝杯葡萄汁。',
      }),
      step(14, 'handler.cellar', 'settle', {
        facts: '熏蒸上午已结束，讲解员看的是昨天的通知；大厅当时可以进。',
        cause: '每日开放区域没有统一通知到讲解员。',
        causeCode: 'process',
        liability: 'staff',
        measures: [
          { kind: 'top-up', description: '由酿酒师亲自带两位补看橡木桶大厅' },
          { kind: 'apology', description: '讲解员当面道歉' },
        ],
        result: '补看四十分钟，还从桶里取样尝了一口，两位说赚到了。',
        method: 'on-site',
      }),
      step(12_600, 'rep2', 'call-back', {
        outcome: 'satisfied',
        satisfaction: 5,
        comment: '阮女士说酿酒师讲得比讲解员好十倍。',
      }),
      step(700, 'head.cellar', 'close', {
        correctiveAction: 'none',
        waiverReason: '讲解员工作群每天八点发布开放区域，已连续执行两周。',
      }),
    ],
  },
  {
    key: 'corked-flight',
    received: { daysAgo: 66, at: '15:50' },
    by: 'rep2',
    open: {
      channel: 'phone',
      customer: { name: 'Oliver Brandt', phone: '+4915112345678', email: 'brandt@example.test' },
      narrative:
        '德国客人（由其翻译代述）：品鉴套餐里第三杯有明显木塞污染的湿纸板味，侍酒师坚持说是“陈年香气”，让他很不舒服。',
      demand: '希望有专业的人承认这支酒有缺陷。',
      occurredAgo: 70,
    },
    steps: [
      step(6, 'rep2', 'register', {
        category: 'product',
        amount: '420',
        product: '珍藏赤霞珠 2018',
        batchNo: 'CS18-07',
      }),
      step(3, 'rep2', 'dispatch', { department: 'cellar', handler: 'quality' }),
      step(7, 'head.cellar', 'arrive', {
        method: 'on-site',
        summary: '到品鉴室同客人一起闻了剩下的半瓶，确有 TCA 气味，用英语当面承认。',
      }),
      step(22, 'quality', 'find', {
        facts: '该瓶软木塞取样闻检呈阳性，同箱其余五瓶正常。',
        cause: '个别软木塞被 TCA 污染。',
        causeCode: 'product',
        liability: 'product',
      }),
      step(10, 'quality', 'plan', {
        measures: [
          { kind: 'refund', description: '退还一位的品鉴费', amount: '210' },
          { kind: 'replacement', description: '另开一瓶同年份请客人重新品鉴' },
        ],
        explanation: '客人是懂酒的，重开一瓶比任何话都有用。',
      }),
      step(5, 'head.cellar', 'approve', { opinion: '同意，开 CS18-06 那一批。' }),
      step(9, 'quality', 'consent', {
        outcome: 'accepted',
        method: 'signature',
        comment: '翻译转述：处理得很专业。',
      }),
      step(4, 'quality', 'perform', { measure: 1, paidAmount: '210', evidence: '外卡退款签购单' }),
      step(18, 'quality', 'perform', { measure: 2, evidence: '新开一瓶，客人写下品鉴笔记两行' }),
      step(1, 'quality', 'resolve', { result: '退款并重新品鉴，客人又买了六瓶带走。' }),
      step(15_000, 'rep', 'call-back', {
        outcome: 'satisfied',
        satisfaction: 5,
        comment: '邮件回访，回信说会推荐给法兰克福的朋友。',
      }),
      step(2_000, 'head.cellar', 'close', {
        rootCause: '软木塞批次抽检比例过低',
        causeCode: 'product',
        liability: 'product',
        correctiveAction: 'opened',
      }),
    ],
  },
  {
    key: 'minor-served',
    received: { daysAgo: 61, at: '10:30' },
    by: 'centre',
    open: {
      channel: 'media',
      customer: { name: '都市生活频道 记者 童瑶', phone: '13858012290' },
      narrative:
        '电视台记者来电：有家长爆料，研学团里两名十五岁学生在品鉴区喝到了含酒精的起泡酒，工作人员没有查年龄，视频已经在本地论坛转了几百次。',
      demand: '要求酒庄当天给出回应。',
      occurredAgo: 1_500,
    },
    steps: [
      step(4, 'centre', 'register', { category: 'safety', affectedCount: 2, scopeFlags: ['social-media'] }),
      step(3, 'centre', 'dispatch', { department: 'cellar', handler: 'handler.cellar' }),
      step(9, 'head.cellar', 'arrive', {
        method: 'phone',
        summary: '答复童记者：正在核实，下班前给书面回应；同时联系了学校带队老师。',
      }),
      step(40, 'centre', 'regrade', {
        level: 'critical',
        reason: '省级新闻客户端已转载视频，影响范围扩大，按重大处理。',
      }),
      step(110, 'handler.cellar', 'find', {
        facts: '研学动线与成人品鉴共用一张长台，志愿者把无醇起泡与含醇起泡的冰桶放反了，两名学生各喝了约三十毫升。',
        cause: '未成年人动线没有隔离，临时志愿者未培训。',
        causeCode: 'process',
        liability: 'staff',
      }),
      step(90, 'handler.cellar', 'plan', {
        measures: [
          { kind: 'apology', description: '酒庄公开致歉声明，并向两个家庭当面道歉' },
          { kind: 'refund', description: '退还研学团全部费用', amount: '7840' },
          { kind: 'other', description: '研学期间关闭品鉴区，含酒精饮品上锁' },
        ],
        explanation: '事关未成年人，声明要早，话要短，不解释不推给志愿者。',
      }),
      step(35, 'centre', 'approve', { opinion: '同意，声明稿我和企划一起改过一遍。' }),
      step(60, 'leader.production', 'approve', { opinion: '同意退全团，教训深刻。' }),
      step(80, 'legal', 'approve', {
        opinion: 'Selling or serving alcohol to minors is unlawful. Admit it plainly, do not name the students.',
      }),
      step(25, 'pr', 'approve', { opinion: '声明晚七点前发，评论区由我部值守到零点。' }),
      step(30, 'director', 'approve', { opinion: '同意，以我的名义发。' }),
      step(25, 'finance', 'approve', { opinion: '学校对公账户信息已核，可付。' }),
      step(90, 'head.cellar', 'consent', {
        outcome: 'accepted',
        method: 'recording',
        comment: '两位家长在校长室听完道歉，均表示不再追究。',
      }),
      step(40, 'centre', 'note', {
        text: '企划部通报：声明发布两小时，转发 310，正面与中性评论约八成，暂无需二次回应。',
      }),
      step(300, 'handler.cellar', 'perform', { measure: 1, evidence: '声明链接存档，道歉照片已征得家长同意留底' }),
      step(900, 'finance', 'perform', { measure: 2, paidAmount: '7840', evidence: '对公付款回单 5520' }),
      step(60, 'head.cellar', 'perform', { measure: 3, evidence: '品鉴区门锁与告示照片' }),
      step(10, 'handler.cellar', 'resolve', { result: '声明平息，全团退费，研学与品鉴分区。' }),
      step(1_300, 'rep', 'call-back', {
        outcome: 'satisfied',
        satisfaction: 3,
        comment: '童记者和校方都说回应得快，学校今年不再安排来访。',
      }),
      step(2_600, 'centre', 'close', {
        rootCause: '研学产品上线前没有做未成年人风险评估',
        causeCode: 'process',
        liability: 'staff',
        penalties: [
          { person: 'head.cellar', kind: '行政警告' },
          { person: 'handler.cellar', kind: '扣绩效', amount: '300' },
        ],
        correctiveAction: 'opened',
      }),
      step(40_500, 'rep2', 'call-back', { outcome: 'unreached', comment: '三十天复访，校方总机转了两次没人接。' }),
      step(1_500, 'rep2', 'call-back', {
        outcome: 'satisfied',
        satisfaction: 4,
        comment: '校长说看到研学分区的照片，明年可以再谈。',
      }),
    ],
  },
  {
    key: 'stairs-dark',
    received: { daysAgo: 53, at: '16:30' },
    by: 'head.sales',
    open: {
      channel: 'other',
      customer: { name: '杭州橡树旅行社 计调 向兰', phone: '15988140356' },
      narrative:
        '我社团里老人多，下酒窖的石阶有一段灯不亮，导游只好用手机照。当天没摔人是运气，意见卡上十二位客人写了同样的话。',
      demand: '把灯修好，给旅行社一个回函。',
      occurredAgo: 1_500,
    },
    steps: [
      step(2, 'head.sales', 'register', { category: 'safety', affectedCount: 12, orderNo: 'TD-3391' }),
      step(7, 'rep', 'dispatch', { department: 'dining', handler: 'handler.dining' }),
      step(12, 'head.dining', 'hand-back', { reason: '石阶照明属于酒窖设备，不归餐饮客房部管，请改派。' }),
      step(10, 'rep', 'dispatch', { department: 'cellar', handler: 'handler.cellar' }),
      step(15, 'head.cellar', 'arrive', { method: 'phone', summary: '先向向女士致谢，再约电工当晚下窖查线路。' }),
      step(130, 'handler.cellar', 'find', {
        facts: '第二段石阶感应灯电源受潮短路，八盏灭了五盏，巡检表连续三天写“正常”。',
        cause: '巡检走过场，灯具防潮等级不够。',
        causeCode: 'service',
        liability: 'staff',
      }),
      step(40, 'head.cellar', 'regrade', {
        level: 'critical',
        reason: '旅行社补充来电，同日另一车十一位老人也反映，涉及人数已超过二十。',
      }),
      step(60, 'handler.cellar', 'plan', {
        measures: [
          { kind: 'repair', description: '石阶全部换成防潮低压灯带，加装扶手' },
          { kind: 'explanation', description: '给旅行社的盖章回函，附完工照片' },
          { kind: 'top-up', description: '邀请两车老人免费再游一次，旅行社安排时间' },
        ],
        explanation: '没有金钱诉求，修好并看得见最要紧。',
      }),
      step(50, 'centre', 'approve', { opinion: '请在修好之前封闭这段石阶。' }),
      step(120, 'leader.production', 'approve', { opinion: '同意，扶手按无障碍标准做。' }),
      step(90, 'legal', 'approve', {
        opinion:
          'No injury occurred. The reply letter should state facts only and not speculate on what could have happened.',
      }),
      step(40, 'pr', 'approve', { opinion: '无舆情，免费重游的邀请可由旅行社先发。' }),
      step(200, 'director', 'approve', { opinion: '同意，全园夜间照明一并普查。' }),
      step(40, 'head.sales', 'contact', { method: 'phone', summary: '告诉向女士方案已批，石阶已临时封闭，工期两天。' }),
      step(50, 'handler.cellar', 'consent', {
        outcome: 'accepted',
        method: 'message',
        comment: '向女士代表旅行社书面同意。',
      }),
      step(2_600, 'handler.cellar', 'perform', { measure: 1, evidence: '灯带与扶手验收单，照度实测记录' }),
      step(120, 'head.cellar', 'perform', { measure: 2, evidence: '回函文号 YX-2-044' }),
      step(900, 'handler.cellar', 'perform', { measure: 3, evidence: '重游回执：二十一人报名' }),
      step(20, 'handler.cellar', 'resolve', { result: '照明改造完成，旅行社收到回函并组织重游。' }),
      step(1_100, 'rep2', 'call-back', {
        outcome: 'satisfied',
        satisfaction: 5,
        comment: '向女士说第一次见到提意见真改的。',
      }),
      step(1_000, 'centre', 'close', {
        rootCause: '窖内灯具沿用普通室内型号',
        causeCode: 'service',
        liability: 'staff',
        correctiveAction: 'opened',
      }),
      step(41_300, 'rep', 'call-back', {
        outcome: 'satisfied',
        satisfaction: 5,
        comment: '旅行社说这个月带了四个老年团，灯一直亮着。',
      }),
    ],
  },
  {
    key: 'vineyard-mud',
    received: { daysAgo: 45, at: '09:10' },
    by: 'rep2',
    open: {
      channel: 'web',
      customer: { name: '毕晓彤', phone: '13216089574' },
      narrative: '采摘体验当天下过雨，田垄全是泥，报名页写“提供雨靴”，到现场只剩 45 码。白鞋报废了。',
      demand: '赔一双鞋，399 元，有小票。',
      occurredAgo: 1_000,
    },
    steps: [
      step(7, 'rep2', 'register', { category: 'service', amount: '399', product: '亲手采摘体验' }),
      step(3, 'rep2', 'dispatch', { department: 'cellar', handler: 'handler.cellar' }),
      step(8, 'head.cellar', 'arrive', { method: 'video', summary: '视频里看了鞋子，网面染成紫褐色，确实洗不出来。' }),
      step(25, 'handler.cellar', 'find', {
        facts: '当天备了四十双雨靴，有一个公司团临时加了二十人，把中小码拿完了。',
        cause: '没有按报名人数备靴。',
        causeCode: 'service',
        liability: 'staff',
      }),
      step(8, 'handler.cellar', 'plan', {
        measures: [{ kind: 'compensation', description: '按七折赔付旧鞋', amount: '279.3' }],
        explanation: '鞋穿过半年，折旧后赔。',
      }),
      step(10, 'head.cellar', 'return', { reason: '页面承诺了雨靴没兑现，还跟客人算折旧，说出去不好听。按票面赔。' }),
      step(6, 'handler.cellar', 'plan', {
        measures: [{ kind: 'compensation', description: '按小票全额赔鞋', amount: '399' }],
        explanation: '按部门负责人意见改为足额。',
      }),
      step(5, 'head.cellar', 'approve', {}),
      step(9, 'handler.cellar', 'consent', { outcome: 'accepted', method: 'message', comment: '“没想到全赔，谢谢。”' }),
      step(12, 'handler.cellar', 'perform', { measure: 1, paidAmount: '399', evidence: '转账记录及购鞋小票' }),
      step(2, 'handler.cellar', 'resolve', { result: '鞋款赔付完毕。' }),
      step(20_100, 'rep', 'call-back', {
        outcome: 'satisfied',
        satisfaction: 4,
        comment: '客人换了新鞋，想带同事来采摘。',
      }),
      step(1_500, 'head.cellar', 'close', {
        correctiveAction: 'none',
        waiverReason: '雨靴已增补六十双并按报名人数分码装筐，验收过。',
      }),
    ],
  },
  {
    key: 'barrel-naming',
    received: { daysAgo: 34, at: '10:30' },
    by: 'rep',
    open: {
      channel: 'email',
      customer: { name: '程伯年', phone: '13501617742', email: 'chengbn@example.test' },
      narrative:
        '认养的橡木桶铭牌上把我父亲的名字“柏年”刻成“伯年”（那是我），他八十大寿当天全家来看，老人当场就不说话了。认养费 12800 元一年。',
      demand: '重做铭牌，退一年认养费。',
      occurredAgo: 2_400,
    },
    steps: [
      step(5, 'rep', 'register', { category: 'contract', amount: '12800', product: '橡木桶认养', orderNo: 'RY-0172' }),
      step(4, 'rep', 'dispatch', { department: 'sales', handler: 'head.sales' }),
      step(9, 'head.sales', 'arrive', { method: 'phone', summary: '程先生很克制，说不是钱，是老人那个表情忘不了。' }),
      step(30, 'head.sales', 'transfer', {
        department: 'cellar',
        reason: '铭牌由酒窖木工组制作并核对，责任与补救都在酒窖。',
      }),
      step(12, 'head.cellar', 'arrive', {
        method: 'phone',
        summary: '再打给程先生，请他别重复讲，只问老人喜欢什么字体。',
      }),
      step(5, 'head.cellar', 'assign', { handler: 'handler.cellar' }),
      step(90, 'handler.cellar', 'find', {
        facts: '合同认养人是程伯年，铭牌名另填为程柏年，木工照合同抬头刻的。',
        cause: '制牌单没有“铭牌姓名”一栏。',
        causeCode: 'process',
        liability: 'staff',
      }),
      step(120, 'handler.cellar', 'plan', {
        measures: [
          { kind: 'replacement', description: '铜制新铭牌，请书法老师题字' },
          { kind: 'refund', description: '退半年认养费', amount: '6400' },
          { kind: 'apology', description: '酿酒师携新铭牌登门给老人补寿' },
        ],
        explanation: '全年退费等于解约，客人其实想继续认养，退半年加登门更合人情。',
      }),
      step(60, 'centre', 'approve', { opinion: '登门那天带一瓶老人出生年份的复刻标。' }),
      step(100, 'leader.production', 'approve', { opinion: '同意。' }),
      step(140, 'director', 'approve', { opinion: '同意，贺卡我来写。' }),
      step(60, 'finance', 'approve', { opinion: '合同收入按比例冲回，同意。' }),
      step(45, 'handler.cellar', 'consent', {
        outcome: 'accepted',
        method: 'phone',
        comment: '程先生停了一会儿说，谢谢你们记得老人。',
      }),
      step(1_000, 'handler.cellar', 'perform', { measure: 1, evidence: '新铭牌实拍，题字者签名' }),
      step(100, 'finance', 'perform', { measure: 2, paidAmount: '6400', evidence: '回单尾号 2206' }),
      step(700, 'head.cellar', 'perform', { measure: 3, evidence: '登门合影，老人戴着寿星帽' }),
      step(10, 'handler.cellar', 'resolve', { result: '铭牌更换，认养费退半，老人补寿。' }),
      step(2_400, 'rep2', 'call-back', { outcome: 'satisfied', satisfaction: 5, comment: '程先生续了三年认养。' }),
      step(1_300, 'centre', 'close', {
        rootCause: '认养合同与制牌单字段不一致',
        causeCode: 'process',
        liability: 'staff',
        correctiveAction: 'opened',
      }),
    ],
  },
  {
    key: 'parking-scratch',
    received: { daysAgo: 25, at: '16:40' },
    by: 'rep2',
    open: {
      channel: 'phone',
      customer: { name: '雷鸣', phone: '13968055713' },
      narrative:
        '停在东门停车场，园区接驳车倒车把我右后门刮了一条三十厘米的印子，司机塞给我一张纸条就开走了，电话还是空号。',
      demand: '修车，4S 店报价 2600。',
      occurredAgo: 50,
    },
    steps: [
      step(5, 'rep2', 'register', { category: 'transport', amount: '2600', product: '东门接驳车' }),
      step(4, 'rep2', 'dispatch', { department: 'centre', handler: 'rep' }),
      step(9, 'rep', 'arrive', { method: 'on-site', summary: '到东门拍了刮痕和地面胎印，车主同意等监控。' }),
      step(75, 'rep', 'find', {
        facts: '监控认出是外协车队 6 号车，司机承认慌了写错一位号码。',
        cause: '外协司机肇事后没有按规定报告。',
        causeCode: 'third-party',
        liability: 'third-party',
      }),
      step(60, 'rep', 'plan', {
        measures: [{ kind: 'repair', description: '由车队保险定损，4S 店喷漆', amount: '2600' }],
        explanation: '园区先行垫付，再从车队当月运费扣回。',
      }),
      step(80, 'director', 'approve', { opinion: '同意垫付，司机停运学习。' }),
      step(40, 'rep', 'consent', { outcome: 'accepted', method: 'recording' }),
      step(320, 'rep', 'contact', { method: 'phone', summary: '告知雷先生车已进 4S 店，漆要烘干，隔天可取。' }),
      step(1_200, 'rep', 'perform', { measure: 1, paidAmount: '2480', evidence: '4S 店结算单 2480 元，旧漆面照片' }),
      step(20, 'rep', 'resolve', { result: '车修好，车主取车时检查无色差。' }),
      step(2_600, 'rep2', 'call-back', { outcome: 'satisfied', satisfaction: 4 }),
      step(1_100, 'centre', 'close', {
        rootCause: '外协车队没有事故上报考核',
        causeCode: 'third-party',
        liability: 'third-party',
        correctiveAction: 'opened',
      }),
    ],
  },
  {
    key: 'spit-bucket',
    received: { daysAgo: 19, at: '13:50' },
    by: 'handler.cellar',
    open: {
      channel: 'visit',
      customer: { name: '钱小满', phone: '17757133061' },
      narrative: '品鉴课开课前吐酒桶没倒，盖子一掀全是隔夜味道，怎么闻酒？',
    },
    steps: [
      step(3, 'handler.cellar', 'register', { category: 'service' }),
      step(2, 'rep2', 'settle', {
        facts: '上一场结束较晚，值日生先走了，桶没清。',
        cause: '值日交接没有签字。',
        causeCode: 'service',
        liability: 'staff',
        measures: [
          { kind: 'apology', description: '讲师代表品鉴室道歉' },
          { kind: 'other', description: '换教室开课，课程顺延十分钟' },
        ],
        result: '学员换到二楼教室，课上气氛正常。',
        method: 'on-site',
      }),
      step(5_800, 'rep', 'call-back', { outcome: 'satisfied', satisfaction: 4, comment: '说二楼采光更好。' }),
      step(260, 'centre', 'close', { correctiveAction: 'none', waiverReason: '值日表加了签字栏，复查三次均合格。' }),
    ],
  },
  {
    key: 'wheelchair-ramp',
    received: { daysAgo: 2, at: '08:50' },
    by: 'rep',
    open: {
      channel: '12345',
      customer: { name: '康兆宇', phone: '13454118806' },
      narrative:
        '热线转办：我坐轮椅，官网写“全程无障碍”，到地下酒窖入口只有台阶，工作人员说可以“抬下去”，我觉得没有尊严。',
      demand: '改官网说法，建坡道，书面答复热线。',
      occurredAgo: 4_300,
    },
    steps: [
      step(3, 'rep', 'register', { category: 'service', amount: '138', product: '常规酒窖游' }),
      step(6, 'rep', 'dispatch', { department: 'cellar', handler: 'handler.cellar' }),
      step(9, 'head.cellar', 'arrive', {
        method: 'phone',
        summary: '为“抬下去”那句话道歉，康先生愿意帮我们提改造建议。',
      }),
      step(120, 'handler.cellar', 'find', {
        facts: '地下入口高差 1.8 米，坡道图纸三年前做过，因占消防通道没批。',
        cause: '官网宣传与实际不符，改造搁置。',
        causeCode: 'service',
        liability: 'staff',
      }),
      step(60, 'handler.cellar', 'plan', {
        measures: [
          { kind: 'other', description: '当天修改官网无障碍说明，注明地下区暂不通轮椅' },
          { kind: 'other', description: '采购爬楼机，培训四名操作员，坡道方案重新报消防' },
          { kind: 'refund', description: '退门票', amount: '138' },
        ],
        explanation: '坡道非一日之功，先把承诺改真，再用爬楼机过渡。',
      }),
      step(30, 'head.cellar', 'approve', { opinion: '同意，爬楼机型号已询价。' }),
      step(50, 'centre', 'approve', { opinion: '热线回复稿请附官网修改前后的截图。' }),
      step(60, 'leader.production', 'approve', { opinion: '同意，坡道我来跑消防。' }),
      step(90, 'director', 'approve', { opinion: '同意，采购走绿色通道。' }),
      step(40, 'handler.cellar', 'consent', {
        outcome: 'accepted',
        method: 'phone',
        comment: '康先生希望爬楼机到货后请他来试。',
      }),
      step(30, 'handler.cellar', 'perform', { measure: 1, evidence: '官网页面修改记录' }),
      step(20, 'handler.cellar', 'perform', { measure: 3, paidAmount: '138', evidence: '票款退回微信零钱' }),
      step(20, 'handler.cellar', 'contact', { method: 'message', summary: '告诉康先生爬楼机已下单，预计三天到货。' }),
      step(15, 'centre', 'pause', {
        reasonCode: 'customer-request',
        note: '康先生愿意等爬楼机到货那天亲自来试，到货前不再催办。',
      }),
    ],
  },
  {
    key: 'tasting-overcharge',
    received: { daysAgo: 1, at: '17:30' },
    by: 'rep2',
    open: {
      channel: 'visit',
      customer: { name: '董雨薇', phone: '15268890417' },
      narrative: '品鉴牌上写三款 88 元，结账变 128，说最后一款是“限定加价款”，事先没提。',
      demand: '退 40 元。',
      occurredAgo: 15,
    },
    steps: [
      step(6, 'rep2', 'register', { category: 'price', amount: '40' }),
      step(2, 'rep2', 'dispatch', { department: 'cellar', handler: 'handler.cellar' }),
      step(7, 'handler.cellar', 'arrive', { method: 'on-site', summary: '看了品鉴牌，限定款的加价写在背面，字很小。' }),
      step(14, 'handler.cellar', 'find', {
        facts: '侍酒师倒酒前没口头说明加价。',
        cause: '价格标在背面，口头提示又漏了。',
        causeCode: 'price',
        liability: 'staff',
      }),
      step(3, 'handler.cellar', 'plan', {
        measures: [{ kind: 'refund', description: '退加价部分', amount: '40' }],
        explanation: '标价不清，应退。',
      }),
    ],
  },
  {
    key: 'tram-stop',
    received: { minutesAgo: 130 },
    by: 'rep',
    open: {
      channel: 'phone',
      customer: { name: '易天成', phone: '13819157620' },
      narrative: '葡萄园小火车开到半路停了，司机说没电，二十来个人走了一公里土路回来，有两个老人走得直喘。',
      demand: '退票。',
      occurredAgo: 40,
    },
    steps: [
      step(5, 'rep', 'register', { category: 'service', affectedCount: 18, amount: '540' }),
      step(3, 'rep', 'dispatch', { department: 'cellar', handler: 'handler.cellar' }),
      step(9, 'head.cellar', 'arrive', {
        method: 'on-site',
        summary: '带观光车在半路接到后面的游客，逐个问了身体情况，都没有不适。',
      }),
      step(35, 'handler.cellar', 'note', { text: '车辆电池仪表显示 30% 时突然断电，已请厂家远程读数据，先停运。' }),
    ],
  },
]

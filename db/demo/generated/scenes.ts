import type { DemoLogin } from '../organisation.ts'

/** One corner of the park and what goes wrong there. `{n}`, `{yuan}` and the like are filled in for each complaint. */
export interface Scene {
  department: 'dining' | 'sales' | 'cellar' | 'finance'
  head: DemoLogin
  /** without one, the head handles the case */
  handler?: DemoLogin
  category: 'product' | 'service' | 'transport' | 'price' | 'contract' | 'billing' | 'safety'
  causeCode: 'product' | 'service' | 'transport' | 'price' | 'process' | 'third-party'
  liability: 'product' | 'staff' | 'transport' | 'third-party'
  order: string
  products: readonly string[]
  places: readonly string[]
  troubles: readonly string[]
  details: readonly string[]
  demands: readonly string[]
  causes: readonly string[]
  /** what puts it right without money */
  remedies: readonly string[]
}

const dining = { department: 'dining', head: 'head.dining', handler: 'handler.dining' } as const
const cellar = { department: 'cellar', head: 'head.cellar', handler: 'handler.cellar' } as const
const sales = { department: 'sales', head: 'head.sales' } as const
const finance = { department: 'finance', head: 'head.finance' } as const

export const scenes: readonly Scene[] = [
  {
    ...dining,
    category: 'service',
    causeCode: 'service',
    liability: 'staff',
    order: 'CY',
    products: ['双人套餐', '家庭套餐', '炭烤羊排', '酒酿河虾', '主厨品鉴菜单'],
    places: ['葡园餐厅', '湖畔中餐厅', '露台烧烤区', '自助早餐厅', '半山茶餐厅'],
    troubles: [
      '点单后等了{n}分钟才上第一道菜',
      '预订的{table}号桌被安排给了别人，站着等了{n}分钟',
      '服务员把热汤洒在孩子袖子上，只丢下一包纸巾就走了',
      '同一道菜催了{few}次，最后说厨房漏单了',
      '结账时发现多算了{few}道没点的菜',
      '反映菜凉了，领班说“山上就是这样”',
    ],
    details: [
      '当天请的是从外地来的长辈，场面很难看',
      '隔壁桌后来的都吃完走了',
      '孩子饿得直哭，最后在小卖部买了面包',
      '菜单和小票我都拍了照',
      '问了三个人，说法都不一样',
    ],
    demands: ['希望餐厅负责人给个说法', '要求把多收的钱退回来', '要求当面道歉', '这桌应该免掉服务费'],
    causes: ['周末客流超出排班人数，传菜口无人协调', '点单机断网后改手写，漏传后厨', '新员工未经带教就独立看台'],
    remedies: ['餐厅经理致电客人道歉并说明当晚情况', '补送一次双人下午茶体验', '把当班服务员的处理过程向客人说明'],
  },
  {
    ...dining,
    category: 'safety',
    causeCode: 'process',
    liability: 'staff',
    order: 'CY',
    products: ['凉拌时蔬', '清蒸鲈鱼', '葡萄叶包饭', '现烤面包', '鲜榨葡萄汁'],
    places: ['葡园餐厅', '临湖包间', '宴会厅', '大堂吧', '自助早餐厅'],
    troubles: [
      '吃到第{few}口发现菜里有一段塑料绳',
      '海鲜有明显的氨水味，吃完{n}分钟后同桌两个人开始肚子疼',
      '面包里夹着一根金属丝',
      '杯口有缺口，把嘴唇划破了',
      '生食和熟食用同一个夹子，工作人员看见了也没有换',
    ],
    details: [
      '实物我用保鲜袋装着，随时可以拿来检验',
      '当晚去了镇卫生院，有病历',
      '现场拍了视频',
      '同桌{few}个人都看见了',
    ],
    demands: ['要求承担检查费用并书面说明', '要求退餐费，并告诉我们怎么整改', '要求查明来源，不要再让别人吃到'],
    causes: ['验收时未开箱抽检', '备餐间夹具未按颜色分区', '洗杯机篮架老化，杯口碰缺后未挑出'],
    remedies: ['陪同客人就医并承担检查安排', '把留样和检验结果向客人说明', '厨师长当面致歉'],
  },
  {
    ...dining,
    category: 'service',
    causeCode: 'process',
    liability: 'staff',
    order: 'KF',
    products: ['湖景大床房', '庄园双床房', '亲子套房', '橡木桶木屋'],
    places: ['{room}房', '湖景楼{room}房', '庄园楼{room}房', '木屋区{few}号'],
    troubles: [
      '空调整夜不制冷，报修{few}次没人来',
      '进房发现床单上有头发，浴巾是潮的',
      '隔壁施工从早上六点就开始，完全没法休息',
      '热水断断续续，洗到一半变成凉水',
      '订的是{few}号楼的湖景房，给的却是对着停车场的',
      '半夜消防警报误响{few}次，前台只说“知道了”',
    ],
    details: [
      '带着{few}岁的孩子，一夜没睡',
      '前台交接班后没人记得我们报过修',
      '会员群里有好几个人遇到同样的事',
      '押金到现在还没有退',
    ],
    demands: ['要求退一晚房费', '要求换房并道歉', '希望给下次入住升级', '要求退押金'],
    causes: ['工程报修单没有转给夜班', '布草间周末缺人，查房漏项', '施工通知没有发到前台'],
    remedies: ['免费延住半天并更换同级客房', '客房主管上门道歉，当晚重新布草', '赠送一次温泉体验'],
  },
  {
    ...dining,
    category: 'contract',
    causeCode: 'process',
    liability: 'staff',
    order: 'HQ',
    products: ['草坪婚礼套餐', '年会宴席', '寿宴套餐', '会议包场'],
    places: ['草坪婚礼区', '宴会厅', '酒窖会议室', '葡萄架下的仪式区'],
    troubles: [
      '合同写的{table}桌，只摆了{few}桌，客人站着等',
      '音响在仪式中断了{n}分钟',
      '主桌用的酒和合同约定的年份不一样',
      '现场布置的花材换成了绢花，事先没有人告诉我们',
      '场地晚交了{n}分钟，化妆和彩排全部压缩',
    ],
    details: ['合同和现场照片都在', '当天来了{table}多位亲友', '统筹的电话一直打不通', '签约时特别强调过这一条'],
    demands: ['要求按合同退还差价', '要求退一部分场地费并书面道歉', '希望负责人出面解释'],
    causes: ['同一天接了两场，物料调配冲突', '合同变更没有同步给执行组', '设备没有备份，检修记录缺失'],
    remedies: ['宴会总监上门致歉', '补拍仪式影像并赠送相册', '赠送周年晚餐'],
  },
  {
    ...cellar,
    category: 'product',
    causeCode: 'product',
    liability: 'product',
    order: 'DD',
    products: ['云栖赤霞珠 2021', '云栖美乐 2022', '晚收甜白 2020', '桃红起泡', '窖藏珍选 2018'],
    places: ['家里', '公司年会上', '朋友聚会时', '园区品酒室'],
    troubles: [
      '开瓶就有很重的湿纸板味，醒了{n}分钟还是一样',
      '软木塞断在瓶颈里，酒里全是木屑',
      '酒液浑浊，瓶底有{few}毫米厚的沉淀',
      '一箱六瓶里有{few}瓶漏液，酒标都泡花了',
      '喝到最后发现瓶底有一小片玻璃',
      '背标的灌装日期和箱子上的不一致',
    ],
    details: [
      '同批次的另外{few}瓶还没开',
      '懂酒的朋友说是木塞污染',
      '发票和快递单都留着',
      '是买来送客户的，非常尴尬',
      '换过一次，新的还是这样',
    ],
    demands: ['要求换货', '要求退款', '要求把这批酒送检并告知结果', '要求退一赔三'],
    causes: ['该批木塞 TCA 检测抽样不足', '冷稳定时间不够，运输后析出酒石', '灌装线压塞头磨损', '换标时批次号没有同步'],
    remedies: ['更换同款同年份酒并重新质检', '向客人说明酒石的成因，附检测报告', '酿酒师致电解释并赠送品鉴券'],
  },
  {
    ...cellar,
    category: 'service',
    causeCode: 'service',
    liability: 'staff',
    order: 'PJ',
    products: ['垂直品鉴课', '酿酒师之夜', '酒窖私享导览', '盲品体验'],
    places: ['品酒室', '地下酒窖', '橡木桶陈酿区', '发酵车间参观廊'],
    troubles: [
      '说好的五款酒只倒了{few}款，讲解员说“差不多”',
      '导览迟到{n}分钟，最后匆匆走了一圈',
      '讲解员全程看手机念稿，问题一个也答不上来',
      '酒窖地面有积水，同行的人滑了一跤',
      '未成年人也给倒了酒，工作人员没有询问',
    ],
    details: ['票价{yuan}元一位，觉得不值', '当天一起的有{few}位同事', '问前台，说没有投诉渠道', '鞋和裤子都湿了'],
    demands: ['要求退一部分票款', '希望重新安排一次', '希望加强培训', '要求说明并道歉'],
    causes: ['讲解员临时顶班，没有备课', '品鉴用酒领用未登记，当天缺货', '冷凝水排水管堵塞'],
    remedies: ['邀请客人重新参加一次品鉴', '酿酒师当面讲解并致歉', '酒窖主管致电说明整改'],
  },
  {
    ...sales,
    category: 'transport',
    causeCode: 'transport',
    liability: 'transport',
    order: 'DD',
    products: ['六支装礼盒', '企业定制礼盒', '桃红起泡', '葡萄籽护肤套装', '酒酿月饼'],
    places: ['网店', '小程序商城', '直播间', '企业团购渠道'],
    troubles: [
      '下单{n}天还没有发货，客服一直让等',
      '收到时外箱破损，{few}瓶碎了，酒流了一地',
      '礼盒少发{few}瓶，赠品也没有',
      '发错了年份，而且是更便宜的那款',
      '物流显示签收，可是我们没有收到',
      '说好的节前送达，晚了{few}天，错过了宴席',
    ],
    details: [
      '开箱有完整录像',
      '快递说发货时没有贴易碎标签',
      '客服机器人来回就那几句',
      '这是第{few}次买了',
      '订单页写的是次日达',
    ],
    demands: ['要求补发', '要求退款并承担退货运费', '希望尽快查清下落', '要求赔偿损失'],
    causes: ['大促期间缓冲气柱用完，改用普通纸箱', '仓库拣货未复核', '承运商中转场滞留未预警'],
    remedies: ['当天补发并改用专车', '物流专员每天向客户通报进度', '更换包装后重新发出'],
  },
  {
    ...sales,
    category: 'price',
    causeCode: 'price',
    liability: 'staff',
    order: 'ML',
    products: ['会员年卡', '储酒服务', '云栖赤霞珠 2021', '节日礼篮'],
    places: ['礼品店', '会员中心', '机场专柜', '旗舰店'],
    troubles: [
      '标价{yuan}元，结账却按高出一截的价格收',
      '办卡时承诺的积分没有到账，说活动“已经结束”',
      '同一款酒第二天就降价，问了说不能退差价',
      '店员强行推荐储酒协议，条款没有讲清楚',
      '优惠券在收银台刷不出来，排队{n}分钟没人处理',
    ],
    details: ['价签我拍了照', '销售在微信里亲口答应过', '办卡那天是{few}个人一起', '店长说做不了主'],
    demands: ['要求退差价', '要求补积分', '要求退卡', '希望公示活动规则'],
    causes: ['调价后价签没有及时更换', '活动规则前后两版不一致', '收银系统优惠券接口超时'],
    remedies: ['补登积分并短信确认', '重新说明活动规则，延长优惠期', '店长致电道歉'],
  },
  {
    ...sales,
    category: 'service',
    causeCode: 'third-party',
    liability: 'third-party',
    order: 'LX',
    products: ['一日游套票', '采摘体验', '亲子研学营', '接驳专线'],
    places: ['园区接驳车上', '葡萄园采摘区', '游客中心', '停车场', '研学营地'],
    troubles: [
      '接驳车晚点{n}分钟，没有任何通知',
      '司机开车打电话，在弯道上急刹，老人磕到了额头',
      '导游临时加了自费项目，每人{yuan}元，不参加就在车上等',
      '采摘园说当天不开放，可是票已经卖给我们了',
      '停车时被园区的电瓶车刮了一道，司机说不归他管',
      '闸机扫不出二维码，排队{n}分钟后又让重新买票',
    ],
    details: [
      '车上{table}个人都可以作证',
      '行程单上没有写这一项',
      '监控应该拍到了',
      '行车记录仪有录像',
      '一家人专程从外地开车过来',
    ],
    demands: ['要求退票', '要求赔偿修车费用', '要求处理当事司机', '希望把路线和时刻公布清楚'],
    causes: ['外协车队临时换班没有报备', '检票系统升级后未回归测试', '采摘区关闭信息没有同步到售票端'],
    remedies: ['安排专车送客人返程并道歉', '补发同价值套票', '请车队负责人当面说明'],
  },
  {
    ...finance,
    category: 'billing',
    causeCode: 'process',
    liability: 'staff',
    order: 'FP',
    products: ['会议费', '团建套餐', '住宿费', '酒款'],
    places: ['前台', '财务窗口', '线上开票页面', '结算中心'],
    troubles: [
      '发票抬头开错{few}次，公司一直报不了账',
      '同一笔消费刷了两次卡，{n}天了还没退回来',
      '押金说三个工作日退，已经过了{n}天',
      '定金{yuan}元的收据找不到记录，让我们自己举证',
      '对公转账到账了，系统里却显示未付款，被催了{few}次',
    ],
    details: ['银行流水可以提供', '打过{few}次电话，每次都说在走流程', '月底必须入账', '经办人换了，没有交接'],
    demands: ['要求马上退款', '要求重新开票并快递', '希望给一个明确的日期', '要求书面确认到账'],
    causes: ['退款审批停留在上一班次', '开票资料从旧系统导入时错位', '收款与预订单号没有自动对账'],
    remedies: ['重开发票并加急寄出', '对账后书面确认到账', '指定专人跟进并每日回复'],
  },
]

import type { Cell, Value } from '../../workflows/policy/cells.ts'
import type { Policy } from '../../workflows/policy/policy.ts'
import { money } from './helpers.ts'
import { hasWords, type Language, type Translate } from './i18n.ts'

/** Puts the tables of a policy into one language; levels, types and conduct are named as the policy names them. */
export class PolicyWords {
  readonly policy: Policy
  readonly t: Translate
  readonly language: Language

  constructor(policy: Policy, t: Translate, language: Language) {
    this.policy = policy
    this.t = t
    this.language = language
  }

  row(table: Cell['table'], row: string): string {
    if (table === 'amounts' || table === 'purses') return this.bound(row)
    if (table === 'counts') return this.t('policies.people', { amount: row })
    if (table === 'levels' || table === 'approvals') return this.level(row)
    if (table === 'seats' && row.startsWith('joint-')) return this.t('policies.rows.joint', { number: row.slice(6) })
    if (table === 'conduct') return this.own(this.policy.grading.byConduct.find(one => one.code === row)?.words, row)
    if (table === 'particulars') return this.own(this.policy.particulars?.find(one => one.code === row)?.words, row)
    if (table === 'types') return this.own(this.policy.types.find(one => one.code === row)?.name, row)
    return this.code(rowWords[table] ?? [], row)
  }

  column(table: Cell['table'], column: string): string {
    if (table === 'limits') return column === 'ungraded' ? this.t('policies.columns.ungraded') : this.level(column)
    if (table === 'ladders') return `${column} %`
    return this.t(`policies.columns.${column}`)
  }

  value(value: Value): string {
    switch (value.is) {
      case 'nothing':
        return this.t('policies.nothing')
      case 'yes-no':
        return this.t(value.yes ? 'policies.yes' : 'policies.no')
      case 'number':
        return String(value.number)
      case 'words':
        return value.words[this.language]
      case 'guidance':
        return value.list.map(one => one[this.language]).join('\n')
      case 'level':
        return this.level(value.level)
      case 'limit':
        return this.limit(value.limit)
      case 'days':
        return this.t('policies.units.day', { count: value.days })
      case 'roles':
        return this.list(value.roles, 'codes.roles')
      case 'flags':
        return this.list(value.flags, 'codes.scopeFlags')
      case 'categories':
        return this.list(value.categories, 'codes.categories')
      case 'fields':
        return value.fields
          .map(field =>
            this.code([`forms.${value.of}`, `codes.${value.of}`, `policies.${value.of}`, 'codes.pauseReasons'], field),
          )
          .join(this.t('policies.comma'))
      case 'alike':
        return this.t('policies.alike', { cases: value.cases, days: value.days })
      case 'joint':
        return this.joint(value.joint)
      case 'step':
        return this.t('policies.step', {
          kind: this.t(`codes.stepKinds.${value.kind}`),
          limit: this.t(`codes.limitKinds.${value.limit}`),
        })
      case 'told':
        return this.told(value)
      case 'consent':
        return this.t(`policies.consent.${value.when}`)
    }
  }

  level(code: string): string {
    return this.own(this.policy.levels.find(one => one.code === code)?.name, code)
  }

  private limit({ amount, unit, from, pausable, roll }: Extract<Value, { is: 'limit' }>['limit']): string {
    const more = [pausable && this.t('policies.pausable'), roll && this.t('policies.roll')].filter(Boolean)
    const time = this.t(`policies.units.${unit}`, { count: amount })
    // the end of a month says itself what it follows
    const limit =
      unit === 'month-end' ? time : this.t('policies.limit', { time, from: this.t(`policies.from.${from}`) })
    return [limit, ...more].join(this.t('policies.comma'))
  }

  private joint({ roles, rule, quorum }: Extract<Value, { is: 'joint' }>['joint']): string {
    return this.t(`policies.joint.${rule}`, { people: this.list(roles, 'codes.roles'), quorum })
  }

  private told({ tell, tellAt }: Extract<Value, { is: 'told' }>): string {
    const usual = this.list(tell, 'policies.told')
    const others = tellAt.map(([level, list]) =>
      this.t('policies.toldAt', { level: this.level(level), people: this.list(list, 'policies.told') }),
    )
    return [usual, ...others].join('\n')
  }

  private list(codes: readonly string[], words: string): string {
    if (codes.length === 0) return this.t('policies.nothing')
    return codes.map(code => this.t(`${words}.${code}`)).join(this.t('policies.comma'))
  }

  private bound(row: string): string {
    return row === 'above' ? this.t('policies.above') : this.t('policies.upTo', { amount: money(row) })
  }

  private own(words: Record<Language, string> | undefined, code: string): string {
    return words?.[this.language] ?? code
  }

  private code(groups: string[], code: string): string {
    const key = groups.map(group => `${group}.${code}`).find(hasWords)
    return key ? this.t(key) : code
  }
}

/** Where the words for the rows of a table are, beyond those that the policy itself brings. */
const rowWords: Partial<Record<Cell['table'], string[]>> = {
  naming: ['policies.columns'],
  flags: ['codes.scopeFlags'],
  channels: ['codes.channels'],
  limits: ['codes.limitKinds', 'policies.rows'],
  seats: ['codes.roles', 'policies.rows'],
  ladders: ['codes.limitKinds', 'policies.rows'],
  required: ['codes.eventTypes'],
  closing: ['policies.columns', 'policies.rows'],
  caps: ['policies.rows'],
  guidance: ['codes.stages'],
}

/** A request that the web layer itself turns down; the words are in the locale files under `errors.<code>`. */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly fields: Record<string, string> | undefined
  readonly retryAfter: number | undefined
  /** the rule that refused, told in words under `rules.<rule>` */
  readonly rule: string | undefined

  constructor(
    status: number,
    code: string,
    more: { fields?: Record<string, string>; retryAfter?: number; rule?: string } = {},
  ) {
    super(code)
    this.status = status
    this.code = code
    this.fields = more.fields
    this.retryAfter = more.retryAfter
    this.rule = more.rule
  }
}

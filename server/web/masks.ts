/** A phone number as lists and pages show it: 138****1234. */
export function maskedPhone(phone: string): string {
  return `${phone.slice(0, 3)}****${phone.slice(-4)}`
}

/** An e-mail address as pages show it: w***@example.com. */
export function maskedEmail(email: string): string {
  return email.replace(/^(.)[^@]*@/u, '$1***@')
}

/** A form of a page as a browser without scripts would send it. */
export interface HtmlForm {
  action: string
  /** name → value as it stands in the page; several for ticked boxes of one name */
  fields: Record<string, string | string[]>
  /** the values that each select or group of radio buttons allows */
  choices: Record<string, string[]>
}

const attribute = (tag: string, name: string) => unescaped(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '')
const has = (tag: string, name: string) => new RegExp(`\\s${name}(?=[\\s>=/])`).test(tag)

/** The forms of a page that post an event, by its type. */
export function eventForms(page: string): Map<string, HtmlForm> {
  const forms = [...page.matchAll(/<form\s[^>]*>[\s\S]*?<\/form>/g)].map(([html]) => readForm(html))
  return new Map(forms.filter(one => typeof one.fields.type === 'string').map(one => [String(one.fields.type), one]))
}

/** The form of a page that has an input of this name. */
export function formWith(page: string, input: string): HtmlForm {
  const forms = [...page.matchAll(/<form\s[^>]*>[\s\S]*?<\/form>/g)].map(([html]) => readForm(html))
  const found = forms.find(one => input in one.fields)
  if (!found) throw new Error(`no form with ${input}`)
  return found
}

function readForm(html: string): HtmlForm {
  const form: HtmlForm = { action: attribute(/<form[^>]*>/.exec(html)?.[0] ?? '', 'action'), fields: {}, choices: {} }
  for (const [tag] of html.matchAll(/<input\s[^>]*>/g)) readInput(form, tag)
  for (const [, tag = '', inner = ''] of html.matchAll(/(<select\s[^>]*>)([\s\S]*?)<\/select>/g)) {
    const options = [...inner.matchAll(/<option\s[^>]*>/g)].map(([option]) => option)
    form.choices[attribute(tag, 'name')] = options.map(option => attribute(option, 'value')).filter(Boolean)
    const chosen = options.find(option => has(option, 'selected')) ?? options[0]
    form.fields[attribute(tag, 'name')] = chosen ? attribute(chosen, 'value') : ''
  }
  for (const [, tag = '', inner = ''] of html.matchAll(/(<textarea\s[^>]*>)([\s\S]*?)<\/textarea>/g)) {
    form.fields[attribute(tag, 'name')] = unescaped(inner.replace(/^\n/, ''))
  }
  return form
}

function readInput({ fields, choices }: HtmlForm, tag: string): void {
  const [name, type, value] = [attribute(tag, 'name'), attribute(tag, 'type'), attribute(tag, 'value')]
  if (type === 'radio' || type === 'checkbox') {
    choices[name] = [...(choices[name] ?? []), value]
    if (!has(tag, 'checked')) return
    const several = name.endsWith('[]') || (type === 'checkbox' && name in fields)
    fields[name] = several ? [...[fields[name] ?? []].flat(), value] : value
  } else fields[name] = value
}

const unescaped = (text: string) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&#x3D;', '=')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

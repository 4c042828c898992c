import { eq } from 'drizzle-orm'
import type { DemoLogin } from '../../db/demo/organisation.ts'
import { people } from '../../db/schema.ts'
import { changeCase, openCase } from '../../server/cases/change-case.ts'
import { demoPassword } from '../../server/demo/load-demo.ts'
import { type ApiTest, startApi } from './api.ts'
import { openDatabase, type TestDatabase } from './databases.ts'
import { payloads } from './payloads.ts'
import { type Agent, signIn } from './sign-in.ts'

export interface PagesTest extends Pick<ApiTest, 'deps' | 'app' | 'clock' | 'close'> {
  /** a browser in which this person is signed in */
  browser(login: DemoLogin): Promise<Agent>
  /** the text of a page for a person, tags taken out */
  read(login: DemoLogin, path: string): Promise<string>
  /** the same of the one line of a list that speaks of a case; empty when there is none */
  line(login: DemoLogin, path: string, number: string): Promise<string>
  open(by: DemoLogin, body?: object): Promise<string>
  send(by: DemoLogin, number: string, event: { type: keyof typeof payloads; [field: string]: unknown }): Promise<void>
  /** changes the language of a person's pages; they must sign in afterwards */
  speak(login: DemoLogin, language: 'zh-CN' | 'en'): Promise<void>
}

/** The whole application over an empty winery, read page by page. */
export async function startPages(
  database: Pick<TestDatabase, 'open'> = { open: openDatabase },
  env: Record<string, string> = {},
): Promise<PagesTest> {
  const { app, deps, clock, close } = await startApi(database, env)
  const browsers = new Map<DemoLogin, Promise<Agent>>()
  const browser = (login: DemoLogin) => {
    const known = browsers.get(login) ?? signIn(app, login, demoPassword)
    browsers.set(login, known)
    return known
  }
  const html = async (login: DemoLogin, path: string) => (await (await browser(login)).get(path).expect(200)).text
  return {
    deps,
    app,
    clock,
    close,
    browser,
    read: async (login, path) => textOf(await html(login, path)),
    line: async (login, path, number) => {
      const lines = (await html(login, path)).match(/<(li|tr)[ >][\s\S]*?(?:<\/\1>|(?=<tr[ >]|<\/tbody>))/g) ?? []
      return textOf(lines.find(line => line.includes(`/complaints/${number}`)) ?? '')
    },
    open: async (login, body = {}) => (await openCase(deps, { ...payloads.open, ...body }, { login })).number,
    send: async (login, number, event) => {
      await changeCase(deps, number, { ...payloads[event.type], ...event }, { login })
    },
    speak: async (login, language) => {
      await deps.db.update(people).set({ language }).where(eq(people.login, login))
    },
  }
}

/** What a reader sees of a page, in one line. */
export function textOf(html: string): string {
  return html
    .replaceAll(/<svg[\s\S]*?<\/svg>|<head>[\s\S]*?<\/head>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
}

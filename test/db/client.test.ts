import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Connection, rowsOf } from '../../db/client.ts'
import { databases } from '../support/databases.ts'

describe.each(databases)('a statement on $name', database => {
  let connection: Connection
  beforeAll(async () => {
    connection = await database.open()
  })
  afterAll(() => connection.close())

  const written = async () =>
    rowsOf<{ name: string }>(await connection.db.execute(sql`select name from settings where name like 'probe%'`))

  test('that fails says so, and the next ones go on', async () => {
    await expect(connection.db.execute(sql`select 1 / 0`)).rejects.toThrow()
    expect(rowsOf(await connection.db.execute(sql`select 2 as two`))).toEqual([{ two: 2 }])
  })

  test('answers its own question, however many are asked at once', async () => {
    const asked = Array.from({ length: 60 }, (_, index) => index)
    const answers = asked.map(async index => rowsOf(await connection.db.execute(sql`select ${index}::int as n`))[0])
    expect(await Promise.all(answers)).toEqual(asked.map(n => ({ n })))
  })

  test('that fails inside a transaction undoes it', async () => {
    const broken = connection.db.transaction(async tx => {
      await tx.execute(sql`insert into settings (name, value) values ('probe', '1')`)
      await tx.execute(sql`select 1 / 0`)
    })
    await expect(broken).rejects.toThrow()
    expect(await written()).toEqual([])
  })
})

describe.each(databases.filter(one => one.name === 'PostgreSQL'))('a transaction on $name', database => {
  test('is not acknowledged when the failure of a statement in it was caught: nothing of it was written', async () => {
    const connection = await database.open()
    const swallowed = connection.db.transaction(async tx => {
      await tx.execute(sql`insert into settings (name, value) values ('probe', '1')`)
      await tx.execute(sql`select 1 / 0`).catch(() => {})
    })
    await expect(swallowed).rejects.toThrow()
    await connection.close()
  })
})

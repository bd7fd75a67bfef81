import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../gateway/database/database.ts'
import { lockFolder, openSqlite, openSqliteToRead } from '../shared/sqlite.ts'
import { scratchFolder } from './support/scratch.ts'

test('a database is opened so that a commit survives a power cut', () => {
  const database = openSqlite(join(scratchFolder(), 'a', 'b.sqlite'))
  onTestFinished(() => void database.close())
  expect(database.pragma('journal_mode', { simple: true })).toBe('wal')
  expect(database.pragma('synchronous', { simple: true })).toBe(2)
})

test('what is written waits for no disk, and the next transaction does, whatever happens', () => {
  const { sqlite, write, close } = openDatabase(scratchFolder())
  onTestFinished(close)
  const synchronous = () => sqlite.pragma('synchronous', { simple: true })
  expect(write(synchronous)).toBe(1)
  expect(synchronous()).toBe(2)
  const fail = () => {
    throw new Error('a broken disk')
  }
  expect(() => write(fail)).toThrow('a broken disk')
  expect(synchronous()).toBe(2)
})

test('a folder is held by one process, and free again when that lets go', () => {
  const folder = scratchFolder()
  const lock = lockFolder(folder)
  expect(() => lockFolder(folder)).toThrow(`${folder} is in use by another process`)
  lock.close()
  lockFolder(folder).close()
})

test('a database that is not there is not made by reading it', () => {
  const path = join(scratchFolder(), 'nothing.sqlite')
  expect(() => openSqliteToRead(path)).toThrow(`could not open ${path}`)
})

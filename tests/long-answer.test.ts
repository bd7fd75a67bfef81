import { expect, test } from 'vitest'
import { rowsOf } from '../gateway/routes/long-answer.ts'
import { aBoot, toldBy } from './support/events.ts'
import { someBooks } from './support/gateway.ts'
import { standStill } from './support/spin.ts'

const aPress = () => [toldBy('counter', aBoot()(0, { kind: 'pressed' }))]

test('a press that comes during a long answer is stored before the answer ends', async () => {
  const books = someBooks()
  let isStored = false
  function* rows() {
    books.receive(aPress()).then(() => {
      isStored = true
    })
    for (let row = 0; !isStored && row < 1000; row += 1) {
      standStill(1)
      yield row
    }
  }
  const made = await rowsOf(rows(), books)
  expect(isStored).toBe(true)
  expect(made).toEqual(made.map((_, row) => row))
})

test('whatever is stored is counted before the rows are made', async () => {
  const books = someBooks()
  await books.receive(aPress())
  function* rows() {
    yield books.notes.read('counted')
  }
  expect(await rowsOf(rows(), books)).toEqual(['1'])
})

test('a row that cannot be made ends the answer, and the books stay usable', async () => {
  const books = someBooks()
  function* rows() {
    yield 1
    throw new Error('no such row')
  }
  await expect(rowsOf(rows(), books)).rejects.toThrow('no such row')
  await books.receive(aPress())
  expect(books.log.last()).toBe(1)
})

/** Events of this browser that the gateway has not acknowledged; they survive reload and power cut. */
export interface Outbox {
  /** Resolves when the event is on the tablet's disk. */
  put(json: string): Promise<void>
  /** The oldest events, and how to forget them. */
  oldest(limit: number): Promise<{ events: string[]; forget(): Promise<void> }>
  waiting(): Promise<number>
}

const store = 'waiting'

export async function openOutbox(name: string): Promise<Outbox> {
  const opening = indexedDB.open(`loyalty-touch/${name}`, 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore(store, { autoIncrement: true })
  const database = await done(opening)

  const reading = () => database.transaction(store).objectStore(store)

  /** Resolves when the change is committed: strictly means that it has reached the disk. */
  function change(work: (events: IDBObjectStore) => void): Promise<void> {
    const transaction = database.transaction(store, 'readwrite', { durability: 'strict' })
    work(transaction.objectStore(store))
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => reject(transaction.error)
    })
  }

  return {
    put: json => change(events => events.add(json)),
    async oldest(limit) {
      const events = reading()
      const [keys, values] = await Promise.all([
        done(events.getAllKeys(null, limit)),
        done<string[]>(events.getAll(null, limit)),
      ])
      const forget = () =>
        keys.length === 0
          ? Promise.resolve()
          : change(all => all.delete(IDBKeyRange.bound(keys[0], keys.at(-1))))
      return { events: values, forget }
    },
    waiting: () => done(reading().count()),
  }
}

function done<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

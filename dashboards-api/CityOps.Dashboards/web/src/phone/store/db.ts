import { me } from '@/state/session'

/**
 * What the phone holds for a shift without a network: IndexedDB, which survives a reload and a flat battery. It holds no address and no contact: those are
 * shown from memory alone.
 */
const stores = { orders: 'order.work_order_id', outbox: 'seq', drafts: 'orderId' } as const

export type Store = keyof typeof stores

let opened: { owner: string; db: Promise<IDBDatabase> } | undefined

// One database an account: nobody sends what somebody else did.
function open(): Promise<IDBDatabase> {
  const owner = me.value?.name ?? ''
  if (opened?.owner !== owner) opened = { owner, db: openOf(owner) }
  return opened.db
}

function openOf(owner: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(`cityops-phone-${owner}`, 1)
    request.onupgradeneeded = () => {
      for (const [store, keyPath] of Object.entries(stores)) {
        request.result.createObjectStore(store, { keyPath, autoIncrement: store === 'outbox' })
      }
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

/** Runs one transaction; resolves once it is on disk. */
async function within<T>(store: Store, mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T> | undefined): Promise<T> {
  const db = await open()
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(store, mode, { durability: 'strict' })
    const request = act(transaction.objectStore(store))
    transaction.oncomplete = () => resolve(request?.result as T)
    transaction.onerror = transaction.onabort = () => reject(transaction.error)
  })
}

export const all = <T>(store: Store): Promise<T[]> => within(store, 'readonly', (s) => s.getAll() as IDBRequest<T[]>)
export const one = <T>(store: Store, key: IDBValidKey): Promise<T | undefined> => within(store, 'readonly', (s) => s.get(key) as IDBRequest<T | undefined>)
export const put = (store: Store, value: unknown): Promise<IDBValidKey> => within(store, 'readwrite', (s) => s.put(value))
export const remove = (store: Store, key: IDBValidKey): Promise<undefined> => within(store, 'readwrite', (s) => s.delete(key))

/** Replaces everything a store holds, in one transaction. */
export const replace = (store: Store, values: readonly unknown[]): Promise<undefined> =>
  within(store, 'readwrite', (s) => {
    s.clear()
    for (const value of values) s.put(value)
    return undefined
  })

/** Asks the browser not to evict what waits here; it may refuse. */
export const keep = (): void => void navigator.storage?.persist?.().catch(() => undefined)

/** Whoever signs out leaves nothing behind. */
export async function forget(): Promise<void> {
  for (const store of Object.keys(stores) as Store[]) await replace(store, [])
}

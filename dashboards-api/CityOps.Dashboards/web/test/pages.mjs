// Loads modules of the pages as they are written, aliases and all, without a browser.
import { createServer } from 'vite'

const kept = new Map()
globalThis.localStorage ??= { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, String(value)), removeItem: (key) => kept.delete(key) }
globalThis.document ??= { documentElement: { lang: '' }, createElement: () => ({}), addEventListener() {}, visibilityState: 'visible' }
// No clock ticks: it would keep the tests from ending.
globalThis.window ??= { setInterval: () => 0, clearInterval() {}, addEventListener() {} }

/** Modules by their paths below src/, and an end that has to be called. */
export async function pages() {
  const server = await createServer({ logLevel: 'error', appType: 'custom', server: { middlewareMode: true, ws: false, watch: null, hmr: false }, optimizeDeps: { noDiscovery: true, include: [] } })
  return { load: (path) => server.ssrLoadModule(`/src/${path}`), close: () => server.close() }
}

import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { OutputBundle, OutputChunk } from 'rolldown'
import type { Plugin } from 'vite'

/**
 * Writes the phone's service worker with the exact list of files that its pages need, and `phone-files.json` with their sizes, which a test holds
 * against the limit.
 */
export function phoneWorker(room = 'src/phone/PhoneRoom.vue'): Plugin {
  return {
    name: 'cityops-phone-worker',
    apply: 'build',
    generateBundle(_options, bundle) {
      const files = filesOf(bundle, room)
      const gzip = files.filter((file) => file.endsWith('.js')).reduce((sum, file) => sum + gzipSync(source(bundle, file)).length, 0)
      const list = ['/phone', '/theme.js', '/icon.svg', '/phone.webmanifest', ...files.map((file) => `/${file}`)]
      const version = createHash('sha256').update(list.join()).digest('hex').slice(0, 12)
      this.emitFile({ type: 'asset', fileName: 'phone-files.json', source: JSON.stringify({ version, scriptsGzipBytes: gzip, files: list }, null, 1) })
      this.emitFile({ type: 'asset', fileName: 'phone-worker.js', source: worker(version, list) })
    },
  }
}

/** The entry, the room and whatever either imports at once, with their styles. */
function filesOf(bundle: OutputBundle, room: string): string[] {
  const chunks = Object.values(bundle).filter((part): part is OutputChunk => part.type === 'chunk')
  const starts = chunks.filter((chunk) => chunk.isEntry || chunk.facadeModuleId?.endsWith(room))
  if (starts.length < 2) throw new Error(`The build holds no chunk of ${room}; the phone's service worker would serve nothing.`)
  const found = new Set<string>()
  const visit = (chunk: OutputChunk) => {
    if (found.has(chunk.fileName)) return
    found.add(chunk.fileName)
    const meta = (chunk as OutputChunk & { viteMetadata?: { importedCss: Set<string> } }).viteMetadata
    for (const css of meta?.importedCss ?? []) found.add(css)
    for (const name of chunk.imports) {
      const next = bundle[name]
      if (next?.type === 'chunk') visit(next)
    }
  }
  starts.forEach(visit)
  return [...found].sort()
}

function source(bundle: OutputBundle, file: string): string | Uint8Array {
  const part = bundle[file]!
  return part.type === 'chunk' ? part.code : part.source
}

const worker = (version: string, files: string[]) => `// The phone's pages without a network. It keeps files of the program alone; answers of the API go past it and are never kept.
const cacheName = 'cityops-phone-${version}'
const files = ${JSON.stringify(files)}

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(files)).then(() => self.skipWaiting()))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((name) => name.startsWith('cityops-phone-') && name !== cacheName).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  )
})

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url)
  if (event.request.method !== 'GET' || url.origin !== location.origin) return
  if (event.request.mode === 'navigate') {
    // The newest page where there is a network, the kept one where there is none.
    event.respondWith(fetch(event.request).catch(() => caches.match('/phone')))
  } else if (files.includes(url.pathname)) {
    event.respondWith(caches.match(url.pathname).then((kept) => kept ?? fetch(event.request)))
  }
})
`

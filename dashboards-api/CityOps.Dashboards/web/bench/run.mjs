// npm run bench: measures the built pages in headless Chromium with software rendering, and prints one JSON object.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { chromium } from 'playwright-core'
import { serve } from './server.mjs'
import { cases, fleetSize, hours, range, trucks } from './world.mjs'

const dist = fileURLToPath(new URL('../dist', import.meta.url))
const executablePath = process.env.CITYOPS_TEST_CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)
if (!executablePath || !existsSync(`${dist}/index.html`)) {
  console.error(executablePath ? 'The pages are not built: run npm run build first.' : 'There is no Chromium here: install it, or name it with CITYOPS_TEST_CHROMIUM.')
  process.exit(2)
}

const server = await serve(dist)
const base = `http://localhost:${server.address().port}`
// No graphics card at all: WebGL by SwiftShader, pages put together by the processor. With --use-angle=swiftshader pages too go through the emulated card, which nobody's browser does.
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--enable-unsafe-swiftshader'] })

async function open(path, width = 1440, height = 900) {
  const page = await browser.newPage({ viewport: { width, height } })
  const scripts = new Set()
  page.on('request', (request) => /\.m?js$/.test(new URL(request.url()).pathname) && scripts.add(new URL(request.url()).pathname))
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector('.list [role=option]')) return
      observer.disconnect()
      requestAnimationFrame(() => (window.firstRowMs = performance.now()))
    }).observe(document, { childList: true, subtree: true })
  })
  await page.goto(base + path)
  return { page, scripts }
}

/** Frames of some seconds: how many a second, and how long the slowest twentieth took. */
const frames = (page, seconds, each = '') =>
  page.evaluate(
    ({ seconds, each }) =>
      new Promise((resolve) => {
        const step = each ? new Function(each) : () => undefined
        const times = []
        const begin = performance.now()
        let last = begin
        requestAnimationFrame(function frame(now) {
          times.push(now - last)
          last = now
          step()
          if (now - begin < seconds * 1000) return void requestAnimationFrame(frame)
          times.shift()
          times.sort((a, b) => a - b)
          resolve({ fps: (times.length / (now - begin)) * 1000, p95_ms: times[Math.floor(times.length * 0.95)] })
        })
      }),
    { seconds, each },
  )

/** Waits until something was drawn over the map: an idle page has sixty frames a second too. */
const drawn = (page) =>
  page.waitForFunction(() => {
    if (document.querySelector('.map .failure')) throw new Error(document.querySelector('.map .failure').textContent)
    const canvas = document.querySelector('canvas.overlay')
    return canvas?.width > 0 && canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some(Boolean)
  }, undefined, { timeout: 60_000, polling: 500 })

const round = (n) => Math.round(n * 10) / 10
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1]
const figures = {}

const firsts = []
for (let i = 0; i < 3; i++) {
  const { page } = await open('/cases')
  await page.waitForFunction(() => window.firstRowMs > 0)
  firsts.push(await page.evaluate(() => window.firstRowMs))
  if (i < 2) await page.close()
  else {
    const scroll = await frames(page, 8, 'document.querySelector(".list").scrollTop += 400')
    figures.queue_scroll_fps = round(scroll.fps)
    figures.queue_scroll_p95_ms = round(scroll.p95_ms)
    figures.queue_rows_scrolled = await page.evaluate(() => Math.round(document.querySelector('.list').scrollTop / 84))
    await page.close()
  }
}
figures.queue_first_usable_ms = round(median(firsts))

const names = Array.from({ length: trucks }, (_, i) => `truck=truck-${String(i).padStart(4, '0')}`).join('&')
const replay = await open(`/tracks?${names}&from=${range.from}&to=${range.to}`)
await replay.page.waitForSelector('.timeline svg', { timeout: 60_000 })
await drawn(replay.page)
await replay.page.waitForTimeout(3_000)
await replay.page.keyboard.press('p')
const played = await frames(replay.page, 8)
figures.replay_trucks = trucks
figures.replay_hours = hours
figures.replay_fps = round(played.fps)
figures.replay_p95_ms = round(played.p95_ms)
await replay.page.close()

// After two looks at the fleet, so that every truck glides.
const wall = await open('/screen', 1920, 1080)
await wall.page.waitForSelector('.flow strong')
await drawn(wall.page)
await wall.page.waitForTimeout(8_000)
const glided = await frames(wall.page, 8)
figures.screen_trucks = fleetSize
figures.screen_fps = round(glided.fps)
figures.screen_p95_ms = round(glided.p95_ms)
await wall.page.close()

const phone = await open('/phone', 360, 800)
await phone.page.waitForTimeout(2_500)
const sizes = await Promise.all([...phone.scripts].map(async (path) => gzipSync(await readFile(dist + path)).length))
figures.phone_js_gzip_kb = round(sizes.reduce((sum, size) => sum + size, 0) / 1024)

console.log(JSON.stringify({ name: 'web', figures, context: { cores: cpus().length, rows: cases, versions: { chromium: browser.version(), node: process.version }, seed: 7 } }))
await browser.close()
server.closeAllConnections()
server.close()

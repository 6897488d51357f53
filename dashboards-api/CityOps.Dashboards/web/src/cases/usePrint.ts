import { nextTick, onBeforeUnmount, onMounted, ref } from 'vue'
import { reading } from '@/api/client'
import { exact } from '@/lib/format'
import { useKeys } from '@/lib/keys'
import { openDialogs } from '@/state/dialogs'
import { me } from '@/state/session'
import { told } from './notify'
import { t } from './words'

const lookMs = 100
const calmLooks = 5
const mostLooks = 80

/** Prints a case whole: what is folded opens and loads first. Says on the paper who printed it, and when. */
export function usePrint() {
  const printing = ref(false)
  /** Laid out as wide as paper, so that maps and charts are drawn for it. */
  const prepared = ref(false)
  const by = ref('')

  const sign = () => (by.value = t('printed', { who: me.value?.name ?? '–', at: exact(new Date().toISOString()) }))
  // By the browser's menu there is no time to wait: what is loaded is printed.
  const before = () => {
    sign()
    printing.value = true
  }
  const after = () => (printing.value = prepared.value = false)

  async function print() {
    before()
    prepared.value = true
    told.said(t('printing'))
    await nextTick()
    // Until nothing is read for a while: pictures ask for their data when they appear, and draw it a moment later.
    for (let calm = 0, looks = 0; calm < calmLooks && looks < mostLooks; looks++) {
      await new Promise((done) => window.setTimeout(done, lookMs))
      calm = reading.value === 0 ? calm + 1 : 0
    }
    window.print()
  }

  useKeys({ 'Ctrl+p': () => void print() }, () => openDialogs.value === 0)
  onMounted(() => {
    window.addEventListener('beforeprint', before)
    window.addEventListener('afterprint', after)
  })
  onBeforeUnmount(() => {
    window.removeEventListener('beforeprint', before)
    window.removeEventListener('afterprint', after)
  })
  return { printing, prepared, by, print }
}

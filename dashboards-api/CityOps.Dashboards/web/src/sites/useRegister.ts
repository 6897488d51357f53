import { shallowRef } from 'vue'
import { Refused } from '@/api/client'
import { told } from '@/cases/notify'
import { layersChanged } from '@/map/sources'
import { t } from './words'

const landingMs = 500
const looks = 20

/** A list of the register. What is entered goes over the log into the warehouse: it is looked for there until it has landed. */
export function useRegister<T>(read: () => Promise<T[]>) {
  const entries = shallowRef<T[]>()
  const failure = shallowRef<unknown>(null)

  async function load() {
    try {
      entries.value = await read()
      failure.value = null
    } catch (error) {
      failure.value = error
    }
  }

  async function until(landed: (entries: T[]) => boolean) {
    for (let n = 0; n < looks; n++) {
      await load()
      if (entries.value && landed(entries.value)) return
      await new Promise((done) => window.setTimeout(done, landingMs))
    }
  }

  /** Gives something; answers whether it was taken. */
  async function give(what: () => Promise<unknown>, message: string, landed: (entries: T[]) => boolean): Promise<boolean> {
    try {
      await what()
    } catch (error) {
      const wrong = error instanceof Refused ? (error.body.errors as object | undefined) : undefined
      if (wrong && ('polygon_wkt' in wrong || 'route_wkt' in wrong)) told.refused(t('polygon_wkt' in wrong ? 'shapeRefused' : 'routeRefused'))
      else told.failed(error)
      return false
    }
    told.done(message)
    await until(landed)
    layersChanged()
    return true
  }

  void load()
  return { entries, failure, load, give }
}

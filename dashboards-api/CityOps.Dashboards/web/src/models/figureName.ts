import { t, tCode } from './words'

const slices = ['tenure', 'registered people', 'town', 'built in']

/** What a figure of the gate is called. A share of false alarms names its slice and group behind a comma. */
export function figureName(name: string): string {
  const slice = slices.find((one) => name.startsWith(`false share, ${one} `))
  if (slice === undefined) return tCode('figure', name)
  return t('figure.falseShare', { slice: tCode('slice', slice), group: tCode('group', name.slice(`false share, ${slice} `.length)) })
}

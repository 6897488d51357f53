import { listed } from '@/i18n'
import { dictionary } from '@/i18n/dictionary'

/** What the table of an evidence's other fields calls them, and the codes in them; unknown ones stay as they are written. */
const zh = {
  'key.reasons': '为何列入',
  'key.selection_probability': '被选中的概率',
  'key.found_by': '发现方式',
  'key.window_start': '时段开始',
  'key.window_end': '时段结束',
  'key.grid_cell': '网格',
  'key.permit_id': '处置证',
  'key.site_id': '场地',
  'key.camera_id': '摄像头',
  'key.plate': '车牌',
  'value.over_legal_limit': '估计人数超过法定上限',
  'value.far_more_than_registered': '远多于登记人数',
  'value.model': '模型',
  'value.random': '随机抽查',
  'value.complaint': '投诉',
  'value.campaign': '专项整治',
  every: '全部选中（1）',
} as const

const en: Record<keyof typeof zh, string> = {
  'key.reasons': 'Why it was listed',
  'key.selection_probability': 'Chance of being chosen',
  'key.found_by': 'Found by',
  'key.window_start': 'Window begins',
  'key.window_end': 'Window ends',
  'key.grid_cell': 'Grid cell',
  'key.permit_id': 'Permit',
  'key.site_id': 'Site',
  'key.camera_id': 'Camera',
  'key.plate': 'Plate',
  'value.over_legal_limit': 'more people than the legal limit',
  'value.far_more_than_registered': 'far more people than registered',
  'value.model': 'the model',
  'value.random': 'a random check',
  'value.complaint': 'a complaint',
  'value.campaign': 'a campaign',
  every: 'all such are chosen (1)',
}

const { t, tCode } = dictionary(zh, en)

/** What a field is called, the first letter as in any heading. */
export function keyText(key: string): string {
  const text = tCode('key', key)
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const coded = new Set(['reasons', 'found_by'])

/** The words of a coded value; null where the value speaks for itself. */
export function codeText(key: string, value: unknown): string | null {
  if (key === 'selection_probability' && value === 1) return t('every')
  if (!coded.has(key)) return null
  if (Array.isArray(value)) return value.length > 0 ? listed(value.map((code) => tCode('value', String(code)))) : null
  return typeof value === 'string' ? tCode('value', value) : null
}

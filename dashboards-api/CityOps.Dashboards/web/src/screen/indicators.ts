import { language } from '@/i18n'

/** The rates a district is judged by, as docs/indicators.md defines them. */
const names = {
  handling_rate: ['处置率', 'Handled'],
  on_time_handling_rate: ['按期处置率', 'Handled on time'],
  closing_rate: ['结案率', 'Closed'],
  on_time_closing_rate: ['按期结案率', 'Closed on time'],
  accurate_dispatch_rate: ['准确派遣率', 'Dispatched right'],
  rework_rate: ['返工率', 'Rework'],
  model_precision: ['模型查实率', 'Model precision'],
  fruitless_visit_rate: ['空跑率', 'Fruitless visits'],
} as const

export const shown = Object.keys(names) as (keyof typeof names)[]
export const titles = (name: keyof typeof names): string => names[name][language.value === 'zh' ? 0 : 1]

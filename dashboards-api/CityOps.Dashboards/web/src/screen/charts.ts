import { axisText, token, tooltip, type ChartOption } from '@/lib/charts'
import { clockTime } from '@/lib/format'
import type { Overview, Trend } from './api'
import { titles } from './indicators'
import { t } from './words'

/** As the rest of the wall, text grows with it. */
const size = () => Math.min(Math.max(window.innerWidth * 0.0085, 11), 28)
const text = () => ({ ...axisText(), fontSize: size() })

const base = (labels: string[]): ChartOption => ({
  animation: false,
  grid: { left: size() * 3, right: 8, top: 8, bottom: size() * 1.8 },
  tooltip: tooltip(),
  xAxis: { type: 'category', data: labels, axisLabel: text(), axisTick: { show: false }, axisLine: { lineStyle: { color: token('line-strong') } } },
  yAxis: { type: 'value', minInterval: 1, splitNumber: 3, axisLabel: text(), splitLine: { lineStyle: { color: token('line') } } },
})

export const hourChart = (overview: Overview): ChartOption => ({
  ...base(overview.hours.map((h) => clockTime(h.hour).slice(-5))),
  series: [
    { type: 'bar', name: t('flow.cases'), data: overview.hours.map((h) => h.flow.cases), color: token('chart-1') },
    { type: 'bar', name: t('flow.closures'), data: overview.hours.map((h) => h.flow.closures), color: token('verified') },
  ],
})

export const trendChart = (trend: Trend): ChartOption => ({
  ...base(trend.rows.map((row) => (row.group.day ?? '').slice(5))),
  yAxis: { type: 'value', min: 0, max: 1, splitNumber: 2, axisLabel: text(), splitLine: { lineStyle: { color: token('line') } } },
  series: (['on_time_handling_rate', 'on_time_closing_rate'] as const).map((name, i) => ({
    type: 'line' as const,
    name: titles(name),
    data: trend.rows.map((row) => row.indicators[name]?.value ?? null),
    symbolSize: 3,
    color: token(i === 0 ? 'chart-1' : 'chart-2'),
  })),
})

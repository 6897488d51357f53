import { axisText, token, tooltip, type ChartOption } from '@/lib/charts'
import type { Detail } from './api'
import { t } from './words'

const axis = (name: string) => ({
  type: 'value' as const,
  name,
  nameLocation: 'middle' as const,
  nameGap: 24,
  nameTextStyle: axisText(),
  axisLabel: axisText(),
  splitLine: { lineStyle: { color: token('line') } },
})

const grid = { left: 48, right: 16, top: 12, bottom: 40 }

/** What came true against what was promised, one point a bin that holds anybody. */
export const reliabilityChart = (detail: Detail): ChartOption => ({
  animation: false,
  grid,
  tooltip: tooltip(),
  xAxis: { ...axis(t('predicted')), min: 0, max: 1 },
  yAxis: { ...axis(t('observed')), min: 0, max: 1 },
  series: [
    { type: 'line', name: t('ideal'), data: [[0, 0], [1, 1]], symbol: 'none', color: token('line-strong'), lineStyle: { type: 'dashed', width: 1 } },
    {
      type: 'line',
      name: t('observed'),
      data: detail.reliability.filter((bin) => bin.mean !== null && bin.observed !== null).map((bin) => [bin.mean!, bin.observed!]),
      symbolSize: 6,
      color: token('chart-1'),
    },
  ],
})

export const budgetChart = (detail: Detail, looked: string): ChartOption => ({
  animation: false,
  grid,
  tooltip: tooltip(),
  xAxis: axis(looked),
  yAxis: { ...axis(t('share')), min: 0, max: 1 },
  series: [
    {
      type: 'line',
      name: t('figure.precision'),
      data: detail.precision_by_budget.filter((p) => p.precision !== null).map((p) => [p.visits, p.precision!]),
      symbolSize: 4,
      color: token('chart-1'),
    },
    {
      type: 'line',
      name: t('figure.recall'),
      data: detail.precision_by_budget.filter((p) => p.recall !== null).map((p) => [p.visits, p.recall!]),
      symbolSize: 4,
      color: token('chart-2'),
    },
  ],
})

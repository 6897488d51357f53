import { BarChart, LineChart, type BarSeriesOption, type LineSeriesOption } from 'echarts/charts'
import { AxisPointerComponent, GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent, type GridComponentOption, type MarkAreaComponentOption, type MarkLineComponentOption, type TooltipComponentOption } from 'echarts/components'
import { init, use, type ComposeOption } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { token } from './tokens'

// Only what the pages draw: the whole library is five times as large.
use([BarChart, LineChart, GridComponent, TooltipComponent, AxisPointerComponent, MarkLineComponent, MarkAreaComponent, CanvasRenderer])

export type ChartOption = ComposeOption<BarSeriesOption | LineSeriesOption | GridComponentOption | TooltipComponentOption | MarkLineComponentOption | MarkAreaComponentOption>

export const draw = (host: HTMLElement) => init(host, null, { renderer: 'canvas' })

export { token }

/** Tooltips are drawn on the canvas: the content policy forbids the inline styles of HTML ones. */
export const tooltip = (): TooltipComponentOption => ({
  trigger: 'axis',
  renderMode: 'richText',
  backgroundColor: token('surface'),
  borderColor: token('line-strong'),
  textStyle: { color: token('text'), fontSize: 12 },
  confine: true,
})

export const axisText = () => ({ color: token('text-3'), fontSize: 11 })

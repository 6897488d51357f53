import { dictionary } from '@/i18n/dictionary'

/** What is checked, who consumes, and the figures of both; the server's names stay where it has others. */
const zh = {
  'check.disk': '磁盘',
  'check.warehouse': '数据仓库',
  'check.landing': '数据入库',
  'check.streaming': '流式计算',
  'check.casework': '案件',
  'check.models': '模型',
  'check.trucks': '渣土车',
  'check.log': '事件日志',
  'figure.partitions': '分区',
  'figure.lag_messages': '未处理消息',
  'figure.lag_seconds': '落后秒数',
  'figure.rows_per_second': '每秒行数',
  'figure.retries': '重试',
  'figure.buffered_bytes': '缓冲字节',
  'figure.free_bytes': '剩余字节',
}

const en: Record<keyof typeof zh, string> = {
  'check.disk': 'Disk',
  'check.warehouse': 'Warehouse',
  'check.landing': 'Landing',
  'check.streaming': 'Streaming',
  'check.casework': 'Casework',
  'check.models': 'Models',
  'check.trucks': 'Trucks',
  'check.log': 'Event log',
  'figure.partitions': 'partitions',
  'figure.lag_messages': 'messages waiting',
  'figure.lag_seconds': 'seconds behind',
  'figure.rows_per_second': 'rows per second',
  'figure.retries': 'retries',
  'figure.buffered_bytes': 'bytes buffered',
  'figure.free_bytes': 'bytes free',
}

export const { tCode: tHealth } = dictionary(zh, en)

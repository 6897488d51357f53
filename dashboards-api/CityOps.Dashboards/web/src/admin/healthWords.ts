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
  'reason.away': '数据仓库没有回答。',
  'reason.warehouse': '数据仓库 {n} 秒没有回答查询：它的进程卡住了。看它的处理器和磁盘；都没有动静就重启系统（或 CityOps:Warehouse:Url 所指的 ClickHouse）。这期间收到的数据留在日志里等待。',
  'reason.hangs': '{n} 秒没有回答：“{what}”所查的东西卡住了。看它的磁盘、数据库或消息服务器有没有回答；都有就重启系统。',
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
  'reason.away': 'The warehouse does not answer.',
  'reason.warehouse': 'The warehouse has not answered a query for {n} s: its process hangs. Look at its processor and disk; where neither moves, restart CityOps (or the ClickHouse of CityOps:Warehouse:Url). What arrives meanwhile waits in the log.',
  'reason.hangs': 'No answer within {n} s: what “{what}” looks at hangs. Look whether its disk, database or brokers answer; where they do, restart CityOps.',
  'figure.partitions': 'partitions',
  'figure.lag_messages': 'messages waiting',
  'figure.lag_seconds': 'seconds behind',
  'figure.rows_per_second': 'rows per second',
  'figure.retries': 'retries',
  'figure.buffered_bytes': 'bytes buffered',
  'figure.free_bytes': 'bytes free',
}

const { t, tCode } = dictionary(zh, en)
export const tHealth = tCode

/** What the server says of a check that fails, where it is one of the usual sentences; else as it says it. */
export function healthReason(reason: string): string {
  if (reason === en['reason.away']) return t('reason.away')
  const silent = /^The warehouse has not answered SELECT 1 for (\d+) s/.exec(reason)
  if (silent) return t('reason.warehouse', { n: silent[1]! })
  const hanging = /^No answer within (\d+) s: what '(.+?)' looks at hangs/.exec(reason)
  return hanging ? t('reason.hangs', { n: hanging[1]!, what: tCode('check', hanging[2]!) }) : reason
}

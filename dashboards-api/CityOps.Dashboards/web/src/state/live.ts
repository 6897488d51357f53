import { ref } from 'vue'
import type { Connection } from '@/api/stream'

/** The state of the live stream, for the bar at the top. */
export const connection = ref<Connection>('connecting')

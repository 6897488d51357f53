import { get, post, remove } from '@/api/client'

/** A role as whoever gives it sees it. */
export interface Role {
  role: string
  rights: string[]
  not_with: string[]
}

export interface Account {
  name: string
  roles: string[]
  unit: string | null
  town: string | null
  grid: string | null
  disabled: boolean
  locked: boolean
  totp: boolean
  created_at: string
}

/** What is left out stays as it is. */
export interface Change {
  roles?: string[]
  unit?: string
  town?: string
  grid?: string
  disabled?: boolean
  unlock?: boolean
  reset_totp?: boolean
  password?: string
}

/** A token of a program; its secret is shown once, when it is made. */
export interface Token {
  token_id: string
  name: string
  roles: string[]
  scope: string[]
  created_by: string
  created_at: string
  expires_at: string
  revoked_at: string | null
  last_used_at: string | null
}

export interface NewToken {
  name: string
  roles: string[]
  scope: string[]
  expires_in_days: number
}

const id = encodeURIComponent

export const accounts = {
  roles: () => get<Role[]>('/api/v1/roles'),
  list: () => get<Account[]>('/api/v1/accounts'),
  make: (body: { name: string; password: string; roles: string[]; unit?: string; town?: string; grid?: string }) => post<Account>('/api/v1/accounts', body),
  change: (name: string, body: Change) => post<Account>(`/api/v1/accounts/${id(name)}`, body),
}

export const tokens = {
  list: () => get<Token[]>('/api/v1/tokens'),
  make: (body: NewToken) => post<{ facts: Token; token: string }>('/api/v1/tokens', body),
  revoke: (token: string) => remove<void>(`/api/v1/tokens/${id(token)}`),
}

/** Whether a token still opens anything. */
export const isLive = (token: Token, now: number): boolean => token.revoked_at === null && Date.parse(token.expires_at) > now

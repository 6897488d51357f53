import { get, post, remove } from '@/api/client'
import type { Wire } from '@/api/wire'

/** A role as whoever gives it sees it. */
export type Role = Wire<'ListRolesView'>

export type Account = Wire<'ManageAccountsView'>

/** What is left out stays as it is. */
export type Change = Wire<'ManageAccountsChange'>

/** A token of a program; its secret is shown once, when it is made. */
export type Token = Wire<'ApiToken'>

export type NewToken = Wire<'ManageApiTokensBody'>

const id = encodeURIComponent

export const accounts = {
  roles: () => get('/api/v1/roles'),
  list: () => get('/api/v1/accounts'),
  make: (body: Wire<'ManageAccountsBody'>) => post('/api/v1/accounts', body),
  change: (name: string, body: Change) => post<'/api/v1/accounts/{name}'>(`/api/v1/accounts/${id(name)}`, body),
}

export const tokens = {
  list: () => get('/api/v1/tokens'),
  make: (body: NewToken) => post('/api/v1/tokens', body),
  revoke: (token: string) => remove<'/api/v1/tokens/{id}'>(`/api/v1/tokens/${id(token)}`),
}

/** Whether a token still opens anything. */
export const isLive = (token: Token, now: number): boolean => token.revoked_at === null && Date.parse(token.expires_at) > now

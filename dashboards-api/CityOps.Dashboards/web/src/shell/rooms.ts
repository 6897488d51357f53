import type { RouteRecordRaw } from 'vue-router'
import type { IconName } from '@/components/icons'

/**
 * A room (工作台) is a folder of pages for one kind of work. It names itself in `room.ts`; the shell finds it there, offers it to whoever has a
 * right for it, and keeps everybody else out, whatever address they type.
 */
export interface Room {
  name: string
  /** In the navigation. */
  title: { zh: string; en: string }
  icon: IconName
  /** Where the navigation leads to. */
  path: string
  /** Any one of these rights opens the room. */
  rights: readonly string[]
  /** Places in the navigation, smallest first. */
  order: number
  routes: readonly RouteRecordRaw[]
  /** Other words by which people look for it. */
  also?: string
  /** Its pages, found by the palette. */
  parts?: readonly Part[]
  /** Its keys, for the sheet that `?` shows. */
  keys?: readonly { keys: string; text: { zh: string; en: string } }[]
  /** Roles that start here rather than in the first room they may enter. */
  homeOf?: readonly string[]
  /** Without bar and navigation, such as a screen on a wall or a phone in a stairwell. */
  bare?: boolean
}

export interface Part {
  title: { zh: string; en: string }
  path: string
  right: string
  /** Other words by which people look for it. */
  also?: string
}

const modules = import.meta.glob<{ default: Room }>('../*/room.ts', { eager: true })

export const rooms: readonly Room[] = Object.values(modules)
  .map((module) => module.default)
  .sort((a, b) => a.order - b.order)

export const roomOf = (name: unknown): Room | undefined => rooms.find((room) => room.name === name)

/** The rooms that somebody with these rights may enter. */
export const roomsFor = (rights: readonly string[]): Room[] => rooms.filter((room) => room.rights.some((right) => rights.includes(right)))

/** Where somebody starts. */
export function homeFor(roles: readonly string[], rights: readonly string[]): Room | undefined {
  const open = roomsFor(rights)
  return open.find((room) => room.homeOf?.some((role) => roles.includes(role))) ?? open[0]
}

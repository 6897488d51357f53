import type { components, paths } from './schema'

// Types alone: nothing of this is left when the pages run.

/** A shape of the wire by its name in openapi.json. */
export type Wire<Name extends keyof components['schemas']> = components['schemas'][Name]

export type Method = 'get' | 'post' | 'delete'

/** The paths that take a method. */
export type PathOf<M extends Method> = { [P in keyof paths]: paths[P][M] extends object ? P : never }[keyof paths]

/** A path with its places filled, and perhaps a query behind it. */
export type Address<P extends string> = Filled<P> | `${Filled<P>}?${string}`

type Filled<P extends string> = P extends `${infer Before}{${string}}${infer After}` ? `${Before}${string}${Filled<After>}` : P

/** What a path answers where it does not refuse; nothing where the answer is empty. */
export type Answer<M extends Method, P extends PathOf<M>> = paths[P][M] extends { responses: infer R } ? Content<R[keyof R & (200 | 201 | 202 | 204)]> : never

type Content<R> = R extends { content: { 'application/json': infer Json } } ? Json : void

/** What a path takes: an object, a file as it is, or nothing at all. */
export type Body<P extends PathOf<'post'>> = paths[P]['post'] extends { requestBody: { content: infer C } }
  ? C extends { 'application/json': infer Json }
    ? Json
    : Blob
  : Record<string, never>

type Prefix = '/api/v1/'

/** Commands of a case or an order, as they are named behind the prefix of the API. */
export type Command = { [P in PathOf<'post'>]: P extends `${Prefix}${infer Name}` ? (Answer<'post', P> extends Wire<'CommandAccepted'> ? Name : never) : never }[PathOf<'post'>]

/** What a command says beside its id. */
export type Said<C extends Command> = Omit<Body<PathOf<'post'> & `${Prefix}${C}`>, 'command_id'>

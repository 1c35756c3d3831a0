'use client'
/**
 * Hands the client down the tree, with what the server knew of the visitor when it rendered.
 */
import type { Attributes, Client, Sticky } from 'heddle'
import {
  type Context,
  createContext,
  createElement,
  type ReactElement,
  type ReactNode,
  useContext,
  useMemo,
} from './react.js'

/** What the server knows of the visitor. The page's first render must be given the same. */
export interface Known {
  /** The visitor's id, as in the cookie. Without one the server renders control. */
  readonly unit?: string | null | undefined
  /** What audiences are judged by, as far as a server can know it. */
  readonly attributes?: Attributes | undefined
  /** The choices made before, as in the cookie: they hold against new weights and traffic. */
  readonly choices?: { readonly [experiment: string]: Sticky } | undefined
}

export interface ClientProviderProps extends Known {
  /** Undefined on a server, and in the page until there is one: variants are then what the server knew, and nothing is recorded. */
  readonly client: Client | undefined
  readonly children?: ReactNode
}

type Provided = Omit<ClientProviderProps, 'children'>

const Provision: Context<Provided | undefined> = /* @__PURE__ */ createContext<Provided | undefined>(undefined)

/**
 * Gives a client to the hooks below it.
 *
 * @example <ClientProvider client={client} unit={unit}><Shop /></ClientProvider>
 */
export function ClientProvider({ children, ...provided }: ClientProviderProps): ReactElement {
  const { client, ...known } = provided
  // By content: an object written in place is a new one at each render, and would render all that is below anew.
  const value = useMemo(() => provided, [client, JSON.stringify(known)])
  return createElement(Provision.Provider, { value }, children)
}

/** @throws Error if there is no ClientProvider above: everybody would see control, and nobody would notice. */
export function useProvided(): Provided {
  const provided = useContext(Provision)
  if (!provided) throw new Error("Heddle's hooks need a <ClientProvider> above them.")
  return provided
}

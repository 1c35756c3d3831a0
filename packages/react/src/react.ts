/**
 * What of React the package rests on: all of it is in React 18, and no other file of the package imports React.
 */
export {
  type Context,
  cloneElement,
  createContext,
  createElement,
  isValidElement,
  type ReactElement,
  type ReactNode,
  type Ref,
  type RefCallback,
  useCallback,
  useContext,
  useMemo,
  useSyncExternalStore,
  version,
} from 'react'

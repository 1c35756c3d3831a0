'use client'
/**
 * Records a goal from an event handler.
 */
import type { Goal } from 'heddle'
import { useProvided } from './client-provider.js'
import { useCallback } from './react.js'

/**
 * @returns says that the goal was reached, with a value if it has one: a price, a count. The same function in every render
 * with the same client and goal. Before there is a client it does nothing
 * @throws Error if there is no ClientProvider above
 * @example <button onClick={() => helped()}> with const helped = useGoal(help)
 */
export function useGoal(goal: Goal): (value?: number) => void {
  const { client } = useProvided()
  return useCallback((value) => client?.track(goal, value), [client, goal])
}

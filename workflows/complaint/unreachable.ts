import type { AnyStateMachine, AnyStateNode } from 'xstate'

/**
 * States of a machine that no event leads to, as dotted paths in the order of the machine. Guards count as passable:
 * whether one ever holds is a matter of data, whether a way is drawn at all is one of the machine (design.md §3).
 */
export function unreachableStates(machine: AnyStateMachine): string[] {
  const reached = new Set<AnyStateNode>()
  const ahead = entered(machine.root)
  for (let next = ahead.pop(); next; next = ahead.pop()) {
    if (reached.has(next)) continue
    reached.add(next)
    ahead.push(...targetsOf(next).flatMap(one => [...entered(one), ...around(one)]))
  }
  return statesBelow(machine.root)
    .filter(state => !reached.has(state))
    .map(state => state.path.join('.'))
}

/** A state with those that are entered along with it. */
function entered(state: AnyStateNode): AnyStateNode[] {
  const first = state.type === 'parallel' ? Object.values(state.states) : (state.initial?.target ?? [])
  return [state, ...first.flatMap(entered)]
}

/** What contains a state: as long as one is in it, one is in these too, but not in what they start with. */
function around({ parent }: AnyStateNode): AnyStateNode[] {
  return parent ? [parent, ...around(parent)] : []
}

function targetsOf(state: AnyStateNode): AnyStateNode[] {
  const transitions = [...state.transitions.values()].flat().concat(state.always ?? [])
  return transitions.flatMap(one => one.target ?? [])
}

function statesBelow(state: AnyStateNode): AnyStateNode[] {
  return Object.values(state.states).flatMap(child => [child, ...statesBelow(child)])
}

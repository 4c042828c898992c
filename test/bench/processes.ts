import { readdirSync, readFileSync } from 'node:fs'

/** Fields of /proc/<pid>/stat after the name in brackets, counted from the third. */
const field = { parent: 1, user: 11, system: 12, childrenUser: 13, childrenSystem: 14 }

/** Linux counts processor time in hundredths of a second. */
const millisecondsPerTick = 10

/** Processor time in ms that these processes and all their descendants have used, ended ones included. */
export function processorTime(roots: number[]): number {
  const all = readdirSync('/proc').flatMap(name => (/^\d+$/.test(name) ? statOf(Number(name)) : []))
  const family = new Set(roots)
  for (let size = 0; size < family.size; ) {
    size = family.size
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid)
  }
  const ticks = all.filter(({ pid }) => family.has(pid)).reduce((sum, one) => sum + one.ticks, 0)
  return ticks * millisecondsPerTick
}

/** Resident memory of one process in MB, now and at its highest. */
export function residentMemory(pid: number): { now: number; highest: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const megabytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024
  return { now: megabytes('VmRSS'), highest: megabytes('VmHWM') }
}

function statOf(pid: number) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const { parent, ...times } = field
    const ticks = Object.values(times).reduce((sum, index) => sum + Number(fields[index]), 0)
    return [{ pid, parent: Number(fields[parent]), ticks }]
  } catch {
    return [] // it has ended in between
  }
}

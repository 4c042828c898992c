// Runs before npm's scripts, on whatever Node started npm (20 or newer) and before anything is installed:
// installs when the lock file changed since the last time, and sees to it that the scripts run on a new enough Node.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const mark = join(root, 'node_modules', '.lock-digest')
const digest = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex')

if (!existsSync(mark) || readFileSync(mark, 'utf8') !== digest) {
  process.stderr.write('Installing dependencies …\n')
  execFileSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  writeFileSync(mark, digest)
}

const version = execFileSync('node', ['--version'], { cwd: root, encoding: 'utf8' }).trim()
if (Number(version.slice(1).split('.')[0]) < 24) {
  process.stderr.write(`Redress needs Node 24 or newer; npm runs its scripts on ${version} here.\n`)
  process.exit(1)
}

/** One line that counts up on a terminal, and a few lines in a log file. */
export function showProgress(done: number, all: number): void {
  const last = done === all
  if (process.stdout.isTTY) process.stdout.write(`\rLoading the demo winery: ${done} of ${all}${last ? '\n' : ''}`)
  else if (last || done % Math.ceil(all / 5) === 0) process.stdout.write(`Loading the demo winery: ${done} of ${all}\n`)
}

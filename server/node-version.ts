/** Imported first: an older Node stops here with one line instead of somewhere with a riddle. */
const oldest = 24
if (Number(process.versions.node.split('.')[0]) < oldest) {
  process.stderr.write(`Redress needs Node ${oldest} or newer; this is Node ${process.versions.node}. Use npm start.\n`)
  process.exit(1)
}

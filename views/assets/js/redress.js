// Every page works without these; each module looks for its own data attributes and leaves other pages alone.
import './menus.js'
import './scheme.js'
import './keys.js'

import { billing } from './stories/billing.ts'
import { deliveries } from './stories/deliveries.ts'
import { dining } from './stories/dining.ts'
import { hotel } from './stories/hotel.ts'
import { park } from './stories/park.ts'
import { production } from './stories/production.ts'
import { requests } from './stories/requests.ts'
import { shop } from './stories/shop.ts'
import { tours } from './stories/tours.ts'
import type { Story } from './story.ts'

/** The life of the demo winery over the last ten weeks or so. */
export const stories: readonly Story[] = [
  ...dining,
  ...hotel,
  ...tours,
  ...shop,
  ...deliveries,
  ...production,
  ...billing,
  ...park,
  ...requests,
]

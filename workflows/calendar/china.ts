import type { Calendar } from './working-time.ts'
import { year2025 } from './years/2025.ts'
import { year2026 } from './years/2026.ts'

/** The calendar shipped with the product: mainland China, shifts of domain.md §5.1. */
export const china: Calendar = {
  version: 'china-2026.1',
  zone: 'Asia/Shanghai',
  years: { 2025: year2025, 2026: year2026 },
  shifts: [
    [9 * 60, 12 * 60],
    [13 * 60, 18 * 60],
  ],
}

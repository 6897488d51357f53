import type { Directive } from 'vue'

/** Each cell is told its column's heading, so that on a phone a row can be read as a card (base.css). */
function label(table: HTMLElement) {
  const headings = [...table.querySelectorAll('thead th')].map((heading) => heading.textContent?.trim() ?? '')
  table.classList.add('cards')
  for (const row of table.querySelectorAll('tbody > tr')) {
    for (const [at, cell] of [...row.querySelectorAll(':scope > td')].entries()) cell.setAttribute('data-label', cell.hasAttribute('colspan') ? '' : (headings[at] ?? ''))
  }
}

/** `v-cards` on a table. */
export const vCards: Directive<HTMLElement> = { mounted: label, updated: label }

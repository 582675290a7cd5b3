/** How a text is cut into billed segments (3GPP TS 23.038 and 23.040), as FollowUp.Core.Templates.Segments counts. */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
const extension = new Set('\f^{}\\[~]|€')

export interface Segments {
  encoding: 'GSM-7' | 'UCS-2'
  units: number
  count: number
  /** Units left in the last segment. */
  left: number
}

export function segmentsOf(text: string): Segments {
  let septets = 0
  for (const unit of text.split('')) {
    if (basic.has(unit)) septets++
    else if (extension.has(unit)) septets += 2
    else return cut('UCS-2', text.length, 70, 67)
  }
  return cut('GSM-7', septets, 160, 153)
}

function cut(encoding: Segments['encoding'], units: number, single: number, part: number): Segments {
  const count = units === 0 ? 0 : units <= single ? 1 : Math.ceil(units / part)
  return { encoding, units, count, left: count <= 1 ? single - units : count * part - units }
}

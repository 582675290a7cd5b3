import type { Lead, Member } from '../api/types.ts'
import type { Business } from '../settings/queries.ts'
import { phoneOf } from '../ui/words.ts'

/** Fills a template for the person who is about to send it; what is not known stays to be filled in by hand. */
export function fill(template: string, about: { lead: Lead; business: Business; me: Member | undefined }): string {
  const { lead, business, me } = about
  const values: Record<string, string | undefined> = {
    'lead.name': lead.name, 'lead.firstName': lead.name?.split(' ')[0], 'lead.phone': phoneOf(lead.phone), 'lead.email': lead.email,
    'lead.service': lead.context?.service, 'lead.location': lead.context?.location, 'lead.urgency': lead.context?.urgency,
    'business.name': business.name, 'business.phone': phoneOf(business.numbers[0]?.phone), 'business.bookingLink': business.bookingLink,
    'owner.name': me?.name, 'owner.firstName': me?.name.split(' ')[0], 'owner.phone': phoneOf(me?.phone),
  }
  return template.replaceAll(/\{\{\s*([\w.]+)\s*\}\}/g, (_, field: string) => values[field] || `[${field.slice(field.indexOf('.') + 1)}]`)
}

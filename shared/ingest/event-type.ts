/** Whether an object is an event, and what the type of an event says. */

import type { Category } from '../categories/define.ts';
import { eventPrefix } from '../categories/event-columns.ts';
import { categoryNamed } from '../categories/index.ts';
import { type Fields, valueNamed } from './fields.ts';

/** The type that an event names, in the schema of Event Grid or as a CloudEvent; undefined: it is no event. */
export function eventTypeOf(fields: Fields): string | undefined {
  const eventType = valueNamed(fields, 'eventtype');
  if (isName(eventType)) return eventType.trim();
  const type = valueNamed(fields, 'type');
  const isCloudEvent = valueNamed(fields, 'specversion') !== undefined || (isName(type) && isPublished(type));
  return isCloudEvent && isName(type) ? type.trim() : undefined;
}

/** Types of Azure are `Microsoft.{Service}.{What}`. */
export const isPublished = (type: string): boolean => /^\s*Microsoft\.\w+\.\w/i.test(type);

/** Whether Communication Services publishes the type. */
export const isOwnType = (type: string): boolean => type.toLowerCase().startsWith(eventPrefix.toLowerCase());

/** The category of an event type; undefined when no row knows it. */
export function eventCategoryOf(type: string): Category | undefined {
  const category = isOwnType(type) ? categoryNamed(type) : undefined;
  return category?.kind === 'event' ? category : undefined;
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

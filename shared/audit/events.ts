/** The kinds of change and disclosure that the audit log keeps. */

interface AuditEventFacts {
  readonly label: string;
  readonly description: string;
  /** How old and new values are kept: `hashed` where they can say something about a person. */
  readonly values: 'clear' | 'hashed';
}

export const auditEvents = {
  'category-switched': {
    label: 'Category switched on or off',
    description: 'Whether records of a category are kept was changed; the target is its slug.',
    values: 'clear',
  },
  'backfill-started': {
    label: 'Back-fill started',
    description: 'Log Analytics was asked for a range by hand; the target is the range, the new value the categories.',
    values: 'clear',
  },
  'records-exported': {
    label: 'Records exported',
    description: 'Records left as a file; the filter says which, the new value how many.',
    values: 'clear',
  },
} as const satisfies Record<string, AuditEventFacts>;

export type AuditEventCode = keyof typeof auditEvents;

/** The row of a code, with the type that all rows share. */
export function auditEventNamed(code: AuditEventCode): AuditEventFacts {
  return auditEvents[code];
}

/** The problems that any body can meet that `endpoint` or a handler reads whole. */
export const bodyProblems = [
  'invalid-body',
  'unreadable-body',
  'unsupported-media-type',
  'unsupported-encoding',
  'body-too-large',
] as const;

/** What `GET /` says on one machine. */

/** Plain text: the product and three paths worth opening. */
export function homePage(url: string, functions: number): string {
  const head =
    functions === 0
      ? 'Commlog is up, but has no functions: loading them failed. The terminal that it was started in says why.'
      : 'Commlog: the history of Azure Communication Services, searchable.';
  return [
    head,
    '',
    'Worth opening:',
    `  ${url}/api/records      the newest records`,
    `  ${url}/api/categories   what is kept, and what arrived last`,
    `  ${url}/api/health       is everything well`,
  ].join('\n');
}

/** One route of a function: read from its template, matched against a path. */

type Segment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'parameter'; readonly name: string; readonly optional: boolean }
  | { readonly kind: 'rest'; readonly name: string };

export interface RouteTemplate {
  readonly text: string;
  readonly segments: readonly Segment[];
  /** In words, what of the template this host does not reproduce; such a route answers 501 below its readable part. */
  readonly unsupported?: string;
}

/** Reads `a/{b}/{c?}` and `{*rest}`; anything else of ASP.NET's templates is left as `unsupported`. */
export function routeTemplateOf(text: string): RouteTemplate {
  const parts = text.split('/').filter((part) => part !== '');
  const segments: Segment[] = [];
  for (const [index, part] of parts.entries()) {
    const segment = segmentOf(part);
    const last = index === parts.length - 1;
    const mustBeLast = segment?.kind === 'rest' || (segment?.kind === 'parameter' && segment.optional);
    if (segment === undefined || (mustBeLast && !last)) {
      const where = segment === undefined ? 'this form of' : 'this place for';
      return { text, segments, unsupported: `the local host does not support ${where} a route parameter: ${part}` };
    }
    segments.push(segment);
  }
  return { text, segments };
}

function segmentOf(part: string): Segment | undefined {
  if (!/[{}]/.test(part)) return { kind: 'literal', text: part };
  const rest = /^\{\*(\w+)\}$/.exec(part)?.[1];
  if (rest !== undefined) return { kind: 'rest', name: rest };
  const parameter = /^\{(\w+)(\??)\}$/.exec(part);
  return parameter?.[1] === undefined
    ? undefined
    : { kind: 'parameter', name: parameter[1], optional: parameter[2] === '?' };
}

/**
 * The path parameters when the decoded segments (no trailing slash) fit, without regard to case; undefined when not.
 * An absent optional is missing. Of an unsupported template only the readable beginning has to fit.
 */
export function matchRoute(template: RouteTemplate, path: readonly string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, segment] of template.segments.entries()) {
    const given = path[index];
    if (segment.kind === 'rest') {
      if (given !== undefined) parameters[segment.name] = path.slice(index).join('/');
      return parameters;
    }
    if (given === undefined || given === '') {
      if (segment.kind === 'parameter' && segment.optional && given === undefined) continue;
      return undefined;
    }
    if (segment.kind === 'parameter') parameters[segment.name] = given;
    else if (segment.text.toLowerCase() !== given.toLowerCase()) return undefined;
  }
  return path.length <= template.segments.length || template.unsupported !== undefined ? parameters : undefined;
}

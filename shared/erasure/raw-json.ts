/** Reads JSON so that writing it again keeps every number as it was written, also those beyond 2^53. */

/** In every Node that runs this; not among TypeScript's own types yet. */
const { rawJSON, isRawJSON } = JSON as unknown as {
  readonly rawJSON: (text: string) => { readonly rawJSON: string };
  readonly isRawJSON: (value: unknown) => value is { readonly rawJSON: string };
};

/** Undefined where the text is no JSON. Numbers are values that {@link isRawNumber} knows. */
export function parseRaw(text: string): unknown {
  try {
    return JSON.parse(text, (_, value, { source }: { source?: string } = {}) =>
      typeof value === 'number' && source !== undefined ? rawJSON(source) : value,
    );
  } catch {
    return undefined;
  }
}

export const isRawNumber = isRawJSON;

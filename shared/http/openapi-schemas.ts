/** JSON Schemas of the API description, from zod schemas and category rows. */
import { z } from 'zod';
import type { Category } from '../categories/define.ts';

/** A JSON object. */
export type Json = Readonly<Record<string, unknown>>;

/** A schema of what is sent (`input`) or answered (`output`). */
export function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      // Beyond 2^53 a JSON number would be rounded on its way through most readers.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      if (zodSchema._zod.def.type === 'bigint') Object.assign(jsonSchema, { type: 'string', pattern: '^-?[0-9]+$' });
    },
  });
  return json;
}

const componentOf = (category: Category): string => `record-${category.slug}`;

/** A record of each category as lists show it, and `Record`: one of them. */
export function recordComponents(categories: readonly Category[]): Record<string, Json> {
  const refs = categories.map((category) => ({ $ref: `#/components/schemas/${componentOf(category)}` }));
  return {
    Record: { description: 'A record of any category.', anyOf: refs },
    ...Object.fromEntries(categories.map((category) => [componentOf(category), recordSchema(category)])),
  };
}

function recordSchema(category: Category): Json {
  const { properties, required = [] } = schemaOf(category.schema, 'output') as {
    properties: Record<string, Json>;
    required?: readonly string[];
  };
  const columns = category.columns.map((column) => [
    column.name,
    {
      ...properties[column.name],
      description: column.unit === undefined ? column.meaning : `${column.meaning} Unit: ${column.unit}.`,
      ...(column.vocabulary.length === 0 ? {} : { examples: column.vocabulary }),
    },
  ]);
  return {
    type: 'object',
    title: category.title,
    description: category.purpose,
    properties: {
      id: { type: 'string', description: 'Of the record: /records/{id} shows it whole.' },
      category: { type: 'string', description: 'The name of the category.' },
      ...Object.fromEntries(columns),
      AdditionalFields: { description: 'What was delivered and no column takes.' },
    },
    required: ['id', 'category', ...required],
  };
}

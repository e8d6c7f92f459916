/** Describes the API: an OpenAPI 3.1 document made from the routes, categories and problems, and from nothing else. */
import { rolesFor } from '../access/roles.ts';
import { allCategories } from '../categories/index.ts';
import type { Version } from '../version.ts';
import { problemBody } from './answers.ts';
import { type Json, recordComponents, schemaOf } from './openapi-schemas.ts';
import { type ProblemCode, problems } from './problems.ts';
import type { Route } from './route.ts';
import { routeNamed, routeNames } from './routes.ts';

/** https://spec.openapis.org/oas/v3.1.1; the same input gives the same text. */
export function openApi({ version, commit }: Version): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const name of routeNames) {
    const route = routeNamed(name);
    const path = paths[route.path] ?? {};
    paths[route.path] = path;
    path[route.method.toLowerCase()] = operationOf(name, route);
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Commlog',
      version,
      description: `The history of Azure Communication Services in your own storage account. Commit ${commit}.`,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/api' }],
    paths,
    components: {
      schemas: { Problem: schemaOf(problemBody, 'output'), ...recordComponents(allCategories) },
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API key of Commlog, or a token of Microsoft Entra.',
        },
        apiKey: { type: 'apiKey', in: 'header', name: 'x-api-key', description: 'An API key of Commlog.' },
        functionsKey: {
          type: 'apiKey',
          in: 'header',
          name: 'x-functions-key',
          description: 'A key of the Functions app.',
        },
      },
    },
  };
}

function operationOf(name: string, route: Route): Json {
  const takes = route.action === 'anonymous' ? [] : [`Needs the role ${rolesFor(route.action).join(' or ')}.`];
  return {
    operationId: name,
    summary: route.summary,
    description: [route.description, ...takes].join(' '),
    security: securityOf(route),
    parameters: [...pathParameters(route), ...queryParameters(route)],
    ...(route.body ? { requestBody: bodyOf(route.body) } : {}),
    responses: { ...answersOf(route), ...problemAnswers(route) },
  };
}

function securityOf(route: Route): Json[] {
  if (route.authLevel === 'function') return [{ functionsKey: [] }];
  return route.action === 'anonymous' ? [] : [{ bearer: [] }, { apiKey: [] }];
}

function pathParameters({ params = {} }: Route): Json[] {
  return Object.entries(params).map(([name, description]) => ({
    ...{ name, in: 'path', required: true, description },
    schema: { type: 'string', minLength: 1 },
  }));
}

function queryParameters(route: Route): Json[] {
  const {
    properties = {},
    required = [],
    additionalProperties,
  } = schemaOf(route.query, 'input') as {
    properties?: Record<string, Record<string, unknown>>;
    required?: readonly string[];
    additionalProperties?: unknown;
  };
  const declared = Object.entries(properties).map(([name, { description, ...schema }]) => ({
    ...{ name, in: 'query', required: required.includes(name) },
    ...(description === undefined ? {} : { description }),
    schema,
  }));
  if (route.queryReadBy !== 'handler' || additionalProperties === false || additionalProperties === undefined)
    return declared;
  const columns = {
    ...{ name: 'columns', in: 'query', required: false, style: 'form', explode: true },
    description: 'Columns of the category as filters, alone or with an operator after a dot.',
    schema: { type: 'object', additionalProperties },
  };
  return [...declared, columns];
}

function bodyOf(body: NonNullable<Route['body']>): Json {
  const content =
    'json' in body
      ? { 'application/json': { schema: schemaOf(body.json, 'input') } }
      : Object.fromEntries(body.stream.map((type) => [type, {}]));
  const required = !('json' in body && body.optional);
  return { description: body.description, required, content };
}

function answersOf({ answer }: Route): Record<string, Json> {
  const content = Object.fromEntries(
    Object.entries(answer.content).map(([type, schema]) => [
      type,
      { schema: typeof schema === 'string' ? { type: 'string', description: schema } : schemaOf(schema, 'output') },
    ]),
  );
  const further = Object.entries(answer.alsoStatus ?? {}).map(([status, description]) => [
    status,
    { description, content },
  ]);
  return { [answer.status ?? 200]: { description: answer.description, content }, ...Object.fromEntries(further) };
}

/** Every problem of a route: its own, and those that `endpoint` answers with. */
export function problemsOf(route: Route): readonly ProblemCode[] {
  const codes: readonly ProblemCode[] = [
    'invalid-parameters',
    ...(route.action === 'anonymous' ? [] : (['unauthenticated', 'forbidden'] as const)),
    ...route.problems,
    'internal',
    ...(route.worksMisconfigured ? [] : (['storage-unavailable', 'settings-invalid'] as const)),
  ];
  return [...new Set(codes)];
}

function problemAnswers(route: Route): Record<string, Json> {
  const answers: Record<string, Json> = {};
  for (const [status, codes] of Map.groupBy(problemsOf(route), (code) => problems[code].status)) {
    answers[status] = {
      description: codes.map((code) => `${code}: ${problems[code].title}.`).join(' '),
      content: {
        'application/problem+json': {
          schema: { allOf: [{ $ref: '#/components/schemas/Problem' }, { properties: { code: { enum: codes } } }] },
        },
      },
    };
  }
  if (route.authLevel === 'function')
    answers[401] = { description: 'The Functions key is missing or wrong; the host answers without a body.' };
  return answers;
}

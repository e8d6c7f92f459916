import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { compileBicep } from '../../../tools/compile-bicep.ts';
import { infrastructure } from '../infrastructure.ts';

const folder = mkdtempSync(join(tmpdir(), 'commlog-bicep-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What is said of a file with this text. */
async function diagnosticsOf(text: string): Promise<readonly string[]> {
  const file = join(folder, 'scratch.bicep');
  writeFileSync(file, text);
  return (await compileBicep(infrastructure.compiler, file)).diagnostics;
}

describe('the infrastructure', () => {
  it('compiles, and neither the compiler nor its linter has a word to say', () => {
    expect(infrastructure.diagnostics, 'Mend infra/.').toEqual([]);
    expect(infrastructure.template).toContain('"resources"');
  });
});

describe('the check of it', () => {
  it('sees errors, and modules that come from a registry', async () => {
    const said = await diagnosticsOf(
      "module a 'br/public:avm/res/web/site:0.15.1' = { name: 'a' }\nparam name string = 7\noutput name string = name\n",
    );
    expect(said.join('\n')).toMatch(/scratch\.bicep\(1,\d+\) : Error/);
    expect(said.join('\n')).toMatch(/scratch\.bicep\(2,\d+\) : Error BCP/);
  });

  it('sees warnings, of the compiler and of its linter', async () => {
    const said = await diagnosticsOf(
      "param forgotten string = ''\nresource a 'Microsoft.Web/sites@2999-01-01' = { name: 'a', location: 'b' }\n",
    );
    expect(said.join('\n')).toMatch(/Warning no-unused-params/);
    expect(said.join('\n')).toMatch(/Warning BCP081/);
  });
});

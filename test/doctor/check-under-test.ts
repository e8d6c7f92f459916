/** One check of the table, examined by itself; at the end every fault of its row must have been met. */
import { expect, it } from 'vitest';
import { checks } from '../../shared/doctor/checks.ts';
import { examineInstallation } from '../../shared/doctor/examine-installation.ts';
import type { Services } from '../../shared/services.ts';

export interface CheckUnderTest {
  /** What it says: the fault by its name, and what an answer shows of it. */
  examine(services: Services): Promise<{
    readonly fault: string | undefined;
    readonly state: string;
    readonly finding: string;
    readonly remedy: string;
  }>;
  /** Declares the test that comes last. */
  meetsEveryFault(): void;
}

export function checkUnderTest(name: string): CheckUnderTest {
  const check = checks[name];
  if (check === undefined) throw new Error(`There is no check ${name}.`);
  const met = new Set<string>();
  return {
    async examine(services) {
      let fault: string | undefined;
      const noting = {
        ...check,
        examine: async (examination: Parameters<typeof check.examine>[0]) => {
          const found = await check.examine(examination);
          fault = found.fault;
          if (fault !== undefined) met.add(fault);
          return found;
        },
      };
      const [item] = await examineInstallation(services, { checks: { [name]: noting } });
      const { state = '', finding = '', remedy = '' } = item ?? {};
      return { fault, state, finding, remedy };
    },
    meetsEveryFault() {
      it('was met with each of its faults by the tests above', () => {
        expect([...met].toSorted(), 'write a test for the fault, or take it away').toEqual(
          Object.keys(check.faults).toSorted(),
        );
      });
    },
  };
}

/** Where the key of the hashes is, without which nothing that is stored could be looked up. */
import { hashKeyPlace } from '../../storage/lookup-hash.ts';
import { defineCheck } from '../check.ts';

const { table, partitionKey, rowKey } = hashKeyPlace;
const row = `the row ${partitionKey}/${rowKey} of the table ${table}`;

export const hashKey = defineCheck({
  title: 'Key of the hashes',
  faults: {
    stored: {
      state: 'warning',
      remedy: `Back it up: set HASH_KEY to the value in ${row}, and keep a copy in a safe place. Never set it to anything else.`,
    },
    changed: {
      state: 'failed',
      remedy: `Set HASH_KEY to the value in ${row}, or take the setting away, and restart the app; delete that row only if nothing was stored under it.`,
    },
  },
  async examine({ services: { settings, store } }) {
    const kept = (await store.get(table, partitionKey, rowKey))?.['key'];
    if (settings.HASH_KEY !== undefined) {
      if (kept === undefined || kept === settings.HASH_KEY) return { finding: 'It is set by HASH_KEY.' };
      const finding =
        'HASH_KEY is another key than the one in storage: what was stored under that cannot be looked up.';
      return { fault: 'changed', finding };
    }
    if (kept === undefined) return { finding: 'There is none yet: it is made with the first record.' };
    return {
      fault: 'stored',
      finding: 'It is in storage alone: without it, nothing that is stored could be looked up.',
    };
  },
});

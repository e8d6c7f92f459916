/** The filters of a list of communications: what each parameter means, and what of it storage can decide. */

import { categoryNamed } from '../../categories/index.ts';
import { priorities } from '../../categories/part.ts';
import { Unreadable } from '../../categories/read-value.ts';
import { type CommunicationOutcome, communicationOutcomes } from '../../outcomes/communication-outcomes.ts';
import { unknownName } from '../../query/chosen-categories.ts';
import { filledText } from '../../query/parameters.ts';
import { wordOf } from '../../query/word-list.ts';
import type { Filter } from '../../storage/table-store.ts';
import { accountForm } from '../account-form.ts';
import type { Communication } from '../communication.ts';
import { rankOf } from '../telling.ts';
import { resourceName } from './communication-item.ts';
import { hasText, searchedColumns } from './communication-text.ts';
import { addressFilter, identityFilter, numberFilter } from './party-filters.ts';

export interface ReadFilter {
  readonly matches: (communication: Communication) => boolean;
  /** Absent: nothing. */
  readonly pushed?: Filter;
}

export interface CommunicationFilter {
  readonly description: string;
  readonly read: (text: string) => ReadFilter | Unreadable;
}

/** Beside `kind` and `state`, which decide what is counted. */
export const communicationFilters = {
  category: {
    description:
      'Those that have records of this category: wire name, alias, table or slug. Several with commas: of any.',
    read: (text) => {
      const slugs: string[] = [];
      for (const name of text.split(',').map((one) => one.trim())) {
        const category = name === '' ? undefined : categoryNamed(name);
        if (!category) return new Unreadable(unknownName(name));
        slugs.push(category.slug);
      }
      return { matches: ({ categories }) => categories.some((slug) => slugs.includes(slug)) };
    },
  },
  call_direction: {
    description: 'inbound, outbound or internal.',
    read: given(wordOf(['inbound', 'outbound', 'internal']), (word) => ({
      matches: ({ direction }) => direction === word,
      pushed: [{ property: 'direction', operator: 'eq', value: word }],
    })),
  },
  account: {
    description: "The own side by which it went: a sender's domain or a number.",
    read: given(filledText, (text) => {
      const wanted = accountForm(text);
      const stored = wanted.slice(0, 256).toWellFormed();
      return {
        matches: ({ account }) => account === wanted,
        pushed: [{ property: 'account', operator: 'eq', value: stored }],
      };
    }),
  },
  resource: {
    description: 'The Communication Services resource: its id or its name.',
    read: given(filledText, (text) => {
      const wanted = text.trim().toLowerCase();
      const id = wanted.replace(/^\/*/, '/');
      return {
        matches: ({ resource = '' }) =>
          wanted.includes('/') ? resource.toLowerCase() === id : resourceName(resource).toLowerCase() === wanted,
      };
    }),
  },
  status: {
    description: 'Those of which a recipient has this delivery status now, such as Bounced.',
    read: given(filledText, (text) => ({
      matches: ({ delivery }) => delivery?.last.includes(text.trim().toLowerCase()) ?? false,
    })),
  },
  everStatus: {
    description: 'Those of which a recipient has or had this delivery status.',
    read: given(filledText, (text) => ({
      matches: ({ delivery }) => {
        const wanted = text.trim().toLowerCase();
        return delivery !== undefined && (delivery.ever.includes(wanted) || delivery.last.includes(wanted));
      },
    })),
  },
  number: {
    description: 'A telephone number that takes part, in any form; with * at either end for any digits.',
    read: given(numberFilter, (matches) => ({ matches })),
  },
  address: {
    description: 'An e-mail address that takes part.',
    read: given(addressFilter, (matches) => ({ matches })),
  },
  identity: {
    description: 'Who takes part: a Communication Services or Teams identity, a number or an address, in any form.',
    read: given(identityFilter, (matches) => ({ matches })),
  },
  tag: {
    description: 'A tag of those who took part; several with commas: all of them.',
    read: (text) => {
      const wanted = text.split(',').map((one) => one.trim().toLowerCase());
      if (wanted.includes('')) return new Unreadable('must be tags with commas between them, none empty');
      return {
        matches: ({ tags }) => {
          const own = tags.map((tag) => tag.toLowerCase());
          return wanted.every((tag) => own.includes(tag));
        },
      };
    },
  },
  search: {
    description: `This text, letter case aside, in one of: ${searchedColumns.join(', ')}.`,
    read: given(filledText, (text) => ({ matches: hasText(text) })),
  },
  priority: {
    description: 'This priority and those above: Trace, Debug, Info, Notice, Warn, Error.',
    read: given(wordOf(priorities), (word) => ({
      matches: ({ priority }) => rankOf(priority) >= rankOf(word),
      pushed: [{ property: 'priority', operator: 'ge', value: rankOf(word) }],
    })),
  },
  object: {
    description:
      'Those that have a log of this type: Connection (reaching a service) or Message (handling one message).',
    read: given(wordOf(['Connection', 'Message']), (word) => ({
      matches: ({ objects }) => objects.some(({ type }) => type === word),
    })),
  },
  outcome: {
    description: 'What became of it: one of the codes.',
    read: given(wordOf(Object.keys(communicationOutcomes) as CommunicationOutcome[]), (code) => ({
      matches: ({ outcome }) => outcome === code,
    })),
  },
} as const satisfies Record<string, CommunicationFilter>;

export type CommunicationFilterName = keyof typeof communicationFilters;

export const communicationFilterNames = Object.keys(communicationFilters) as readonly CommunicationFilterName[];

/** The row of a name, with the type that all rows share. */
export function communicationFilter(name: CommunicationFilterName): CommunicationFilter {
  return communicationFilters[name];
}

function given<T>(
  read: (text: string) => T | Unreadable,
  filterOf: (value: T) => ReadFilter,
): CommunicationFilter['read'] {
  return (text) => {
    const value = read(text);
    return value instanceof Unreadable ? value : filterOf(value);
  };
}

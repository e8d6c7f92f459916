/** All text of a communication that a search looks at: what its list item shows, and the ids of its records. */
import type { Communication } from '../communication.ts';
import { communicationColumn, communicationColumnNames } from './communication-item.ts';

const searched = communicationColumnNames.filter((name) => ['text', 'list'].includes(communicationColumn(name).type));

/** What is searched, for people. */
export const searchedColumns: readonly string[] = [...searched, 'ids of its records'];

/** Whether the text occurs in one of them, letter case aside; every character stands for itself. */
export function hasText(text: string): (communication: Communication) => boolean {
  const wanted = text.toLowerCase();
  return (communication) => textsOf(communication).some((one) => one.toLowerCase().includes(wanted));
}

function textsOf(communication: Communication): string[] {
  const shown = searched.flatMap((name) => communicationColumn(name).value(communication) ?? []);
  const parties = communication.parties.flatMap(({ name, value }) => [name ?? '', value ?? '']);
  return [...shown.map(String), ...parties, ...communication.ids.map(({ value }) => value)];
}

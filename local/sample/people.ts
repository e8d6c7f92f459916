/** The directory of the sample's invented company, as a CSV that `commlog directory import` takes. */
import { identityOf, sampleStory } from './story.ts';

const people: readonly (readonly [id: string, name: string, numbers: string, identities: string, userField: string])[] =
  [
    [
      'front-desk',
      'Nele Brandt',
      sampleStory.smsNumber,
      `acs:${identityOf('5b7d9f1a3c2e')}`,
      'reception, lantern-berlin',
    ],
    ['dentist', 'Dr. Amadou Diallo', '', `acs:${identityOf('8c0e2a4b6d1f')}`, 'dentists, lantern-berlin'],
    ['hygiene', 'Ines Ferreira', '', sampleStory.chatUser, 'hygiene'],
    ['office', 'Tom Lindqvist', '', `acs:${identityOf('1d3f5a7b9c0e')}`, 'office'],
    ['patient-dial-in', 'K. Moss', sampleStory.dialInNumber, '', ''],
    ['attendant', 'Attendant', '', 'acs:attendant', 'attendant'],
  ];

/** One line a person, after the header. */
export function samplePeople(): string {
  const lines = people.map((person) => person.map((cell) => `"${cell}"`).join());
  return ['id,name,numbers,identities,user Field', ...lines, ''].join('\n');
}

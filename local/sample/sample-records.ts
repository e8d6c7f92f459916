/** The sample: three days of an invented dental practice, so that a first look finds something to look at. */
import { attendantCallRecords } from './attendant-call.ts';
import { callRecords } from './calls.ts';
import { chatRecords } from './chats.ts';
import { mailRecords } from './mails.ts';
import { roomAndJobRecords } from './rooms-and-jobs.ts';
import type { SampleRecord } from './sample-record.ts';
import { smsRecords } from './sms.ts';
import { tokenRecords } from './tokens.ts';

const sources = [
  callRecords,
  attendantCallRecords,
  mailRecords,
  smsRecords,
  tokenRecords,
  chatRecords,
  roomAndJobRecords,
];

/** All records generated before `now`, oldest first: the same for the same `now`. */
export function sampleRecords(now: Date): SampleRecord[] {
  return sources
    .flatMap((recordsOf) => recordsOf(now))
    .filter(({ at }) => at < now.getTime())
    .sort((a, b) => a.at - b.at);
}

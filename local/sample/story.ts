/** The ids of what the sample tells, so that documents and tests can ask for it. */
import { immutableResourceId } from './sample-record.ts';

/** An identity of the sample's resource; `user` has 12 hexadecimal digits. */
export const identityOf = (user: string): string => `${immutableResourceId}_00000026-4b7c-91d2-a0e3-${user}`;

export const sampleStory = {
  /** A receptionist and a dentist, on their computers. */
  twoPartyCallId: 'b81d4f36-27ac-4c95-8e70-1f3a5d7c9b24',
  /** A meeting of three and somebody who dialled in. */
  groupCallId: 'e29c6b05-7f41-4d38-a6b2-90c8d7e5f316',
  dialInNumber: '+18335550177',
  dialInParticipantId: '7c31e9a4-50d8-4b2f-9e67-a1f8c3d50b92',
  /** A call over a bad line: jitter above 30 ms, loss above 0.1. */
  poorCallId: '4d70a2e8-9c15-4f63-b3d8-6e2b0f7a1c59',
  poorCallCaller: `acs:${identityOf('7d1f0a93c5e2')}`,
  /** A patient calls the practice; the attendant answers, records and is rated. */
  attendantCallId: '06f5c3d9-e482-4a17-9b6c-d3e0f1a27b48',
  attendantConnectionId: 'a1b7e3c0-64d2-4f9e-8c05-7e9f2d4b6a13',
  attendantServerCallId: 'aHR0cHM6Ly9leGFtcGxlLmNvbS9jb252L2xhbnRlcm4tYXR0ZW5kYW50LTAx',
  attendantParticipantId: '2e9d0c7b-15f8-4a63-b4c1-f60d8e3a7295',
  attendantPlayOperationId: 'c4e81f2d-93b6-4750-a8dc-0b5f7e6a3d19',
  recordingId: 'eyJzYW1wbGUiOiJyZWNvcmRpbmctMDEiLCJrZWVwIjp0cnVlfQ',
  captionsSessionId: 'eyJzYW1wbGUiOiJjYXB0aW9ucy0wMSJ9',
  surveyId: '90b3d7e1-2c4f-4865-9a0d-e7f1c5b3a286',
  /** An e-mail to three, of whom one does not exist. */
  emailMessageId: 'f3a6d2b8-0e75-4c19-8d34-b9e1c7a5f062',
  emailRecipients: ['mara.lind@example.com', 'jonas.weber@example.com', 'p.okafor@example.com'],
  bouncedRecipient: 'p.okafor@example.com',
  /** SMS: one arrived, one was blocked by the carrier (4005), one came in. */
  smsNumber: '+18335550142',
  smsDeliveredMessageId: 'Outgoing_2026110207314482d5e6f7-1a2b-4c3d-9e8f-a0b1c2d3e4f5_noam',
  smsBlockedMessageId: 'Outgoing_20261102091518c7b6a594-8372-4615-b4c3-d2e1f0a9b8c7_noam',
  smsIncomingMessageId: 'Incoming_2026110209412605f4e3d2-c1b0-4a9f-8e7d-6c5b4a392817_noam',
  /** Somebody with a key that was withdrawn: 401, then 403. */
  failedTokenIdentity: `8:acs:${identityOf('e0c4a8b2d617')}`,
  failedTokenAddress: '198.51.100.66',
  chatThreadId: '19:aHlnaWVuZS1sYW50ZXJuLTAx@thread.v2',
  chatUser: `8:acs:${identityOf('3a5c7e9f1b2d')}`,
  roomId: '99588214703360197',
  jobId: 'callback-4471',
} as const;

/** All category rows, and how a category is found by any of its names. */
import { advancedMessaging } from './advanced-messaging.ts';
import { auth } from './auth.ts';
import { callAutomation } from './call-automation.ts';
import { callAutomationMedia } from './call-automation-media.ts';
import { callAutomationStreaming } from './call-automation-streaming.ts';
import { callCaptions } from './call-captions.ts';
import { callClientMediaStats } from './call-client-media-stats.ts';
import { callClientOperations } from './call-client-operations.ts';
import { callClientRequests } from './call-client-requests.ts';
import { callDiagnostics } from './call-diagnostics.ts';
import { callDiagnosticsUpdates } from './call-diagnostics-updates.ts';
import { callRecording } from './call-recording.ts';
import { callRecordingSummary } from './call-recording-summary.ts';
import { callSummary } from './call-summary.ts';
import { callSummaryUpdates } from './call-summary-updates.ts';
import { callSurvey } from './call-survey.ts';
import { callingMetrics } from './calling-metrics.ts';
import { chat } from './chat.ts';
import { nameForm } from './columns.ts';
import type { Category } from './define.ts';
import { emailEngagement } from './email-engagement.ts';
import { emailSend } from './email-send.ts';
import { emailStatus } from './email-status.ts';
import { eventCall } from './event-call.ts';
import { eventCallParticipant } from './event-call-participant.ts';
import { eventChatMessage } from './event-chat-message.ts';
import { eventChatParticipant } from './event-chat-participant.ts';
import { eventChatThread } from './event-chat-thread.ts';
import { eventChatTyping } from './event-chat-typing.ts';
import { eventEmailDelivery } from './event-email-delivery.ts';
import { eventEmailEngagement } from './event-email-engagement.ts';
import { eventIncomingCall } from './event-incoming-call.ts';
import { eventRecording } from './event-recording.ts';
import { eventSmsDelivery } from './event-sms-delivery.ts';
import { eventSmsReceived } from './event-sms-received.ts';
import { eventUserDisconnected } from './event-user-disconnected.ts';
import { jobRouter } from './job-router.ts';
import { networkTraversal } from './network-traversal.ts';
import { networkTraversalDiagnostics } from './network-traversal-diagnostics.ts';
import { optOut } from './opt-out.ts';
import { other } from './other.ts';
import { rooms } from './rooms.ts';
import { sms } from './sms.ts';
import { usage } from './usage.ts';

/** The known categories of logs, in the order in which people meet them: usage and identities, messages, calls, what is retired. */
export const categories: readonly Category[] = [
  usage,
  auth,
  chat,
  sms,
  optOut,
  emailSend,
  emailStatus,
  emailEngagement,
  advancedMessaging,
  rooms,
  jobRouter,
  callSummary,
  callSummaryUpdates,
  callDiagnostics,
  callDiagnosticsUpdates,
  callClientOperations,
  callClientMediaStats,
  callClientRequests,
  callAutomation,
  callAutomationMedia,
  callAutomationStreaming,
  callRecording,
  callRecordingSummary,
  callCaptions,
  callSurvey,
  callingMetrics,
  networkTraversal,
  networkTraversalDiagnostics,
];

/** The categories of events of Event Grid, in the same order: an event is never a record of a log. */
export const eventCategories: readonly Category[] = [
  eventSmsReceived,
  eventSmsDelivery,
  eventEmailDelivery,
  eventEmailEngagement,
  eventChatMessage,
  eventChatTyping,
  eventChatThread,
  eventChatParticipant,
  eventCall,
  eventCallParticipant,
  eventIncomingCall,
  eventUserDisconnected,
  eventRecording,
];

/** Takes records of Microsoft.Communication under a name that no row knows. */
export const unknownCategory: Category = other;

/** Every row under which records are stored. */
export const allCategories: readonly Category[] = [...categories, ...eventCategories, unknownCategory];

/** Names are compared without letter case, blanks, `_`, `-` and a preview suffix (`CallSummaryPRIVATEPREVIEW`). */
function categoryForm(name: string): string {
  return nameForm(name)
    .replace(/-/g, '')
    .replace(/(private|public)?preview$/, '');
}

/** By form, and by the names as the rows spell them, which is how nearly all records come. */
const named = new Map<string, Category>();
for (const category of allCategories) {
  for (const name of [category.name, category.table, category.slug, ...category.aliases]) {
    const form = categoryForm(name);
    if (name === '') continue;
    const taken = named.get(form);
    if (taken && taken !== category) throw new Error(`"${name}" names both ${taken.name} and ${category.name}`);
    named.set(form, category).set(name, category);
  }
}

/**
 * The category that a wire name, alias, table name or slug means; undefined when none does. Only `other` itself names
 * {@link unknownCategory}: whoever takes records falls back to it where their name is not found.
 */
export function categoryNamed(name: string): Category | undefined {
  return named.get(name) ?? named.get(categoryForm(name));
}

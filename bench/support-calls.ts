/** Made-up calls for the benches: ten records each, of two parties, by four categories. */

const resource =
  'SUBSCRIPTIONS/5C1D7E20-0000-4000-8000-0000000000AB/RESOURCEGROUPS/BENCH-RG/PROVIDERS/MICROSOFT.COMMUNICATION/COMMUNICATIONSERVICES/BENCH';

export const recordsPerCall = 10;

/** The texts of the records of so many calls, numbered from `first`; `spanMs` from the first to the last. */
export function* callTexts(first: number, calls: number, from: number, spanMs: number): Generator<string> {
  for (let call = first; call < first + calls; call += 1) {
    const start = from + Math.floor(((call - first) / calls) * spanMs);
    const correlationId = `3b0e6c11-42d7-4b8f-a6c3-${String(call).padStart(12, '0')}`;
    const at = (seconds: number) => new Date(start + seconds * 1000).toISOString();
    for (const record of recordsOf(call, at))
      yield JSON.stringify({ resourceId: resource, operationVersion: '1.0', correlationId, ...record });
  }
}

function* recordsOf(call: number, at: (seconds: number) => string): Generator<object> {
  const parties = [call % 5000, (call * 7 + 1) % 5000].map(
    (user) => `acs:7d1e5b1c-92aa-4f11-8a0e-3c5d5a1b2c3d_00000024-1f0a-4b6c-9c3a-${String(user).padStart(12, '0')}`,
  );
  for (const [place, identifier] of parties.entries()) {
    const endpointId = `0b7e6a51-6f0e-4e0c-bb5c-${String(call * 2 + place).padStart(12, '0')}`;
    const names = { identifier, participantId: 'null', endpointId, endpointType: 'VoIP' };
    const summary = {
      ...names,
      callStartTime: at(0),
      callDuration: 125,
      callType: 'P2P',
      participantStartTime: at(place * 3),
      participantDuration: '122',
      participantEndReason: '0',
    };
    yield named('CallSummary', at(3600), { ...summary, callupdatesversion: '1' });
    yield named('CallSummary', at(7200), summary);
    for (const mediaType of ['Audio', 'Video'])
      yield named('CallDiagnostics', at(3600), { ...names, mediaType, streamId: String(call), jitterAvg: '12' });
    const usage = { usageType: 'Audio', unitType: 'minutes', quantity: '2.0833', startTime: at(0), endTime: at(125) };
    yield named('Usage', at(300), { recordId: `${call}-${place}`, ...usage, userIdA: identifier });
  }
}

function named(category: string, time: string, properties: object): object {
  return { time, category, operationName: category, properties };
}

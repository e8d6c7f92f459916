/** Seconds: what people wait for, what a sender waits for, and what an export may take. */
export const minuteAndHalf = 90;
export const ingestSeconds = 150;
/** Event Grid waits 30 s and sends again then; it had better be told so before. */
export const eventSeconds = 25;
/** An export ends by itself after 150 s and says so; Azure breaks an answer off after 230 s. */
export const exportSeconds = 170;

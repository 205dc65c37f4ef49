/** Caps of what one who only watches costs a member of the table. */
export const watchLimits = {
  /** People watching, for each member; whoever comes later is told that there is no room. */
  spectators: 12,
  /** Answered requests of one of them for what it lacks: burst, and refill per second. Others are ignored. */
  requestBurst: 6,
  requestsPerSecond: 2,
  /** Bytes of such answers to all of them together: burst, and refill per second. Players come first. */
  answerByteBurst: 8 * 1024 * 1024,
  answerBytesPerSecond: 512 * 1024,
} as const;

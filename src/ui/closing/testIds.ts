/** Of closing a table, and of its receipt, for tests. */
export const closingIds = {
  closed: 'closed',
  closingAsk: 'closing-ask',
  closingConfirm: 'closing-confirm',
  closingAsked: 'closing-asked',
  closingTakeBack: 'closing-take-back',
  closingBanner: 'closing-banner',
  closingAgree: 'closing-agree',
  closingDecline: 'closing-decline',
  receiptKind: 'receipt-kind',
} as const;

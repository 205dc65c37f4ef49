/**
 * The part of testIds.ts for who watches from the rail: rail-waiting before the game · rail-words data-neighbours ·
 * rail-history why a host's answer was refused · rail-chat-open, rail-chat-mute (aria-pressed), rail-chat-lines with
 * rail-chat-line data-own and rail-chat-silence, rail-chat-input, rail-chat-send · overlay data-hand data-height
 * data-final-hand
 */
export const railTestIds = {
  railWaiting: 'rail-waiting',
  railWords: 'rail-words',
  railHistory: 'rail-history',
  railChatOpen: 'rail-chat-open',
  railChatMute: 'rail-chat-mute',
  railChatLines: 'rail-chat-lines',
  railChatLine: 'rail-chat-line',
  railChatSilence: 'rail-chat-silence',
  railChatInput: 'rail-chat-input',
  railChatSend: 'rail-chat-send',
  overlay: 'overlay',
  inviteOverlay: 'invite-overlay',
} as const;

/** English for how players show themselves to each other: pictures, and why somebody sits out. */
export const company = {
  awayLabel: 'What the others read while you sit out',
  nothing: 'Nothing',
  away: {
    moment: 'Back in a moment',
    minutes: 'Back in some minutes',
    food: 'Getting something to eat',
    phone: 'On the phone',
    tonight: 'Done for tonight',
  },
};

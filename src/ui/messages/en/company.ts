/** English for how players show themselves to each other: pictures, and why somebody sits out. */
export const company = {
  awayLabel: 'What the others read while you sit out',
  nothing: 'Nothing',
  away: {
    moment: 'Right back',
    minutes: 'In a while',
    food: 'Eating',
    phone: 'On the phone',
    tonight: 'Done today',
  },
};

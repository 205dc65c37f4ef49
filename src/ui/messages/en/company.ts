/** English for how players show themselves to each other: pictures, and why somebody sits out. */
export const company = {
  rulesComing:
    'The rules of this table come from whoever is at it. If nobody is there yet, leave this page open: it opens as soon as somebody comes.',
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

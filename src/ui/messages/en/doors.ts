/** English for tables one cannot simply sit down at. */

export const doors = {
  taken: 'You can watch this table',
  elsewhere:
    'You already play at this table in another tab of this browser, and every other seat is taken. Go back to that tab, or watch here.',
  second:
    'You already play at this table in another tab of this browser. A seat taken here would be a second player.',
};

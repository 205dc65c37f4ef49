/** English for how the pages look on this device. */

export const look = {
  theme: 'Colours',
  felt: 'Felt',
  back: 'Card backs',
  themes: { device: 'as the device', light: 'light', dark: 'dark' },
  felts: { green: 'green', blue: 'blue', wine: 'wine', slate: 'slate' },
  backs: { red: 'red', blue: 'blue', black: 'black' },
};

/** Sounds made of tones and noise by the browser itself: no files, nothing to load. */
import type { SoundName } from './sounds.ts';

interface Tone {
  readonly kind: 'tone';
  /** Hz at the start and at the end. */
  readonly from: number;
  readonly to: number;
}
interface Noise {
  readonly kind: 'noise';
  /** Centre of the band, Hz. */
  readonly from: number;
  readonly to: number;
}
type Part = (Tone | Noise) & {
  /** Seconds. */
  readonly at: number;
  readonly lasts: number;
  /** 0 to 1. */
  readonly gain: number;
};

const tone = (from: number, at: number, lasts: number, gain: number, to = from): Part => ({
  kind: 'tone',
  from,
  to,
  at,
  lasts,
  gain,
});
const noise = (from: number, to: number, at: number, lasts: number, gain: number): Part => ({
  kind: 'noise',
  from,
  to,
  at,
  lasts,
  gain,
});

const parts: Record<SoundName, readonly Part[]> = {
  deal: [0, 0.09, 0.18].map((at) => noise(2600, 900, at, 0.08, 0.35)),
  board: [noise(2200, 700, 0, 0.1, 0.4)],
  turn: [tone(659, 0, 0.14, 0.4), tone(880, 0.12, 0.22, 0.45)],
  check: [tone(180, 0, 0.06, 0.7, 120), tone(180, 0.11, 0.06, 0.6, 120)],
  bet: [tone(2300, 0, 0.04, 0.25, 1900), tone(2700, 0.05, 0.05, 0.2, 2200), noise(4200, 3200, 0, 0.05, 0.15)],
  fold: [noise(1100, 350, 0, 0.16, 0.25)],
  win: [523, 659, 784, 1047].map((hz, i) => tone(hz, i * 0.09, 0.24, 0.32)),
  chat: [tone(990, 0, 0.05, 0.15), tone(1320, 0.05, 0.07, 0.12)],
};

let context: AudioContext | undefined;
let hiss: AudioBuffer | undefined;
let resting: ReturnType<typeof setTimeout> | undefined;
/** A running context computes silence all the time; milliseconds after the last sound until it is stopped. */
const restAfterMs = 800;

/** Sounds need not follow a finger: larger buffers wake the device less often. */
const ready = (): AudioContext => {
  context ??= new AudioContext({ latencyHint: 'playback' });
  return context;
};

/** Makes ready for the first sound. That takes slow devices a tenth of a second: better before a hand than in it. */
export function prepareSound(): void {
  if (typeof AudioContext === 'undefined' || context) return;
  const made = ready();
  hiss ??= noiseBuffer(made);
  void made.suspend();
}

/** Browsers let a page sound only after somebody has touched it; until then this is silent. */
export function playSound(name: SoundName, volume: number): void {
  if (volume <= 0 || typeof AudioContext === 'undefined') return;
  const on = ready();
  if (on.state === 'suspended') {
    void on.resume();
    if (!navigator.userActivation?.hasBeenActive) return;
  }
  clearTimeout(resting);
  resting = setTimeout(() => void on.suspend(), restAfterMs);
  const master = on.createGain();
  // Ears hear in powers: half the slider is about half as loud.
  master.gain.value = (volume / 100) ** 2;
  master.connect(on.destination);
  for (const part of parts[name]) sound(on, master, part);
}

function sound(on: AudioContext, master: GainNode, part: Part): void {
  const start = on.currentTime + 0.01 + part.at;
  const end = start + part.lasts;
  const envelope = on.createGain();
  envelope.gain.setValueAtTime(0, start);
  envelope.gain.linearRampToValueAtTime(part.gain, start + Math.min(0.008, part.lasts / 4));
  envelope.gain.exponentialRampToValueAtTime(0.001, end);
  envelope.connect(master);
  if (part.kind === 'tone') {
    const oscillator = on.createOscillator();
    oscillator.type = 'triangle';
    oscillator.frequency.setValueAtTime(part.from, start);
    oscillator.frequency.exponentialRampToValueAtTime(part.to, end);
    oscillator.connect(envelope);
    oscillator.start(start);
    oscillator.stop(end);
    return;
  }
  const source = on.createBufferSource();
  hiss ??= noiseBuffer(on);
  source.buffer = hiss;
  const band = on.createBiquadFilter();
  band.type = 'bandpass';
  band.Q.value = 0.9;
  band.frequency.setValueAtTime(part.from, start);
  band.frequency.exponentialRampToValueAtTime(part.to, end);
  source.connect(band).connect(envelope);
  source.start(start);
  source.stop(end);
}

/** Half a second of hiss; any numbers that sound like chance will do. */
function noiseBuffer(on: AudioContext): AudioBuffer {
  const buffer = on.createBuffer(1, Math.ceil(on.sampleRate / 2), on.sampleRate);
  const samples = buffer.getChannelData(0);
  let x = 1;
  for (let i = 0; i < samples.length; i++) {
    x = (x * 48271) % 2147483647;
    samples[i] = (x / 2147483647) * 2 - 1;
  }
  return buffer;
}

/**
 * Digests (SHA-256, hex) of the shipped structured reference string, one entry per deck size. `vkey` is the
 * name a genesis pins; `zkey` is checked when the proving key is loaded; `r1cs` says which constraint
 * system both belong to. Written by `npm run ceremony`, checked by `npm run circuits`.
 */
export const DECK_SIZES = [36, 52] as const;
export type DeckSize = (typeof DECK_SIZES)[number];

export interface CrsDigests {
  vkey: string;
  zkey: string;
  r1cs: string;
}

export const crs: Readonly<Record<DeckSize, CrsDigests>> = {
  36: {
    vkey: '0bbde640cc7398424807961e8b3d36eae78c8271ea1d39d49b4748b967a44a66',
    zkey: '87afba9fd1ef619f9cd9fe94f73beca1984151d909768da24e2ca9c033a037fc',
    r1cs: 'f0977598c5c9708a93b10afbd0320a67cb4a1c594e539116f855a2c62085fbaf',
  },
  52: {
    vkey: '7435dc84ea571b572e1d1ac8825ecb064a88ca92a3b3c853abb4512417f2f724',
    zkey: '75f2f5ecac56f699c807bb39e6d45cca828fab10afda4319f430ef107a9d9b4f',
    r1cs: 'e00a4e7af7b949aeca745dbd5df2fa609ece981f0c176389b39fd8a23b61f30b',
  },
};

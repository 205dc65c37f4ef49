/** The parts of snarkjs and circom2 that this project calls; neither package ships types. */
declare module 'snarkjs' {
  /** A path, or the file's bytes. */
  type SnarkFile = string | Uint8Array | { type: 'mem'; data?: Uint8Array };
  interface Logger {
    debug(text: string): void;
    info(text: string): void;
    warn(text: string): void;
    error(text: string): void;
  }
  interface Curve {
    terminate(): Promise<void>;
  }
  interface CurveOptions {
    singleThread?: boolean;
  }
  /** Affine coordinates as decimal strings, [x, y, 1] and [[x0, x1], [y0, y1], [1, 0]]. */
  type PointStrings1 = [string, string, string];
  type PointStrings2 = [[string, string], [string, string], [string, string]];
  interface ProofStrings {
    pi_a: PointStrings1;
    pi_b: PointStrings2;
    pi_c: PointStrings1;
    protocol: 'groth16';
    curve: string;
  }
  interface VerificationKeyStrings {
    protocol: 'groth16';
    curve: string;
    nPublic: number;
    vk_alpha_1: PointStrings1;
    vk_beta_2: PointStrings2;
    vk_gamma_2: PointStrings2;
    vk_delta_2: PointStrings2;
    IC: PointStrings1[];
  }
  export const curves: { getCurveFromName(name: string, options?: CurveOptions): Promise<Curve> };
  export const powersOfTau: {
    newAccumulator(curve: Curve, power: number, file: SnarkFile, logger?: Logger): Promise<unknown>;
    contribute(
      old: SnarkFile,
      next: SnarkFile,
      name: string,
      entropy: string,
      logger?: Logger,
    ): Promise<Uint8Array>;
    preparePhase2(old: SnarkFile, next: SnarkFile, logger?: Logger): Promise<unknown>;
    verify(file: SnarkFile, logger?: Logger): Promise<boolean>;
  };
  export const zKey: {
    newZKey(r1cs: SnarkFile, ptau: SnarkFile, zkey: SnarkFile, logger?: Logger): Promise<unknown>;
    contribute(
      old: SnarkFile,
      next: SnarkFile,
      name: string,
      entropy: string,
      logger?: Logger,
    ): Promise<Uint8Array>;
    verifyFromR1cs(r1cs: SnarkFile, ptau: SnarkFile, zkey: SnarkFile, logger?: Logger): Promise<boolean>;
    exportVerificationKey(zkey: SnarkFile, logger?: Logger): Promise<VerificationKeyStrings>;
  };
  export const groth16: {
    prove(
      zkey: SnarkFile,
      witness: SnarkFile,
      logger?: Logger,
      options?: CurveOptions,
    ): Promise<{ proof: ProofStrings; publicSignals: string[] }>;
    verify(
      vkey: VerificationKeyStrings,
      publicSignals: string[],
      proof: ProofStrings,
      logger?: Logger,
    ): Promise<boolean>;
  };
}

declare module 'circom2' {
  export class CircomRunner {
    constructor(options: {
      args: string[];
      env: Record<string, string | undefined>;
      preopens: Record<string, string>;
      bindings: Record<string, unknown>;
    });
    execute(wasm: Uint8Array): Promise<unknown>;
  }
  export const bindings: Record<string, unknown>;
}

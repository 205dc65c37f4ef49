/** Why no network could be opened at all. */
export type NetworkErrorCode = 'no-webrtc' | 'bad-relay-address' | 'bad-options';

export class NetworkError extends Error {
  override name = 'NetworkError';
  constructor(
    readonly code: NetworkErrorCode,
    message: string,
  ) {
    super(message);
  }
}

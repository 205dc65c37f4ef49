/** Counts the bytes that libp2p's streams carry, as its metrics; all protocols together. */
import type { Libp2pOptions } from 'libp2p';

export interface Traffic {
  sent: number;
  received: number;
}

type Metrics = ReturnType<NonNullable<Libp2pOptions['metrics']>>;

/** @param traffic is added to */
export function trafficMetrics(traffic: Traffic): NonNullable<Libp2pOptions['metrics']> {
  const nothing = {
    update: () => undefined,
    increment: () => undefined,
    decrement: () => undefined,
    reset: () => undefined,
    observe: () => undefined,
    timer: () => () => undefined,
  };
  const register = (): never => nothing as never;
  const wrap = (): never => ((f: unknown) => f) as never;
  return () =>
    ({
      trackMultiaddrConnection: () => undefined,
      trackProtocolStream: (stream) => {
        // A listener of our own would take what came before the protocol's has one.
        const inner = stream as unknown as { onData(data: { readonly byteLength: number }): void };
        const take = inner.onData.bind(stream);
        inner.onData = (data) => {
          traffic.received += data.byteLength;
          take(data);
        };
        const send = stream.send.bind(stream);
        stream.send = (data) => {
          traffic.sent += data.byteLength;
          return send(data);
        };
      },
      registerMetric: register,
      registerMetricGroup: register,
      registerCounter: register,
      registerCounterGroup: register,
      registerHistogram: register,
      registerHistogramGroup: register,
      registerSummary: register,
      registerSummaryGroup: register,
      traceFunction: wrap,
      createTrace: () => undefined,
    }) as Metrics;
}

/** Where traces go is the environment's to say, by the names that OpenTelemetry gives its settings. */
const ENDPOINTS = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'];

/**
 * Traces every call to whoever collects them, where the environment names a collector; nothing is loaded where it does
 * not. A span has the route and the status, never what was in the call.
 * @returns sends what is left and ends
 */
export async function trace(environment: Readonly<Record<string, string | undefined>>): Promise<() => Promise<void>> {
  if (!ENDPOINTS.some((name) => (environment[name] ?? '') !== '')) return () => Promise.resolve();
  const [{ NodeSDK }, { FastifyOtelInstrumentation }] = await Promise.all([
    import('@opentelemetry/sdk-node'),
    import('@fastify/otel'),
  ]);
  const sdk = new NodeSDK({
    serviceName: 'stepwise',
    instrumentations: [
      new FastifyOtelInstrumentation({
        registerOnInitialization: true,
        // What a path and its query hold may be of a patient: the pattern of the route stands in their place.
        requestHook: (span, { routeOptions }) => void span.setAttribute('url.path', routeOptions.url ?? ''),
      }),
    ],
  });
  sdk.start();
  return () => sdk.shutdown();
}

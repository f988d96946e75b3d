/** Calls a second of each contestant, taken in turns so that all meet the same machine; the median of the rounds. */
export async function perSecond(
  contestants: Readonly<Record<string, () => number | Promise<number>>>,
  options: { readonly rounds: number; readonly millis: number },
): Promise<ReadonlyMap<string, number>> {
  const rates = new Map<string, number[]>(Object.keys(contestants).map((name) => [name, []]));
  for (let round = 0; round <= options.rounds; round++) {
    for (const [name, call] of Object.entries(contestants)) {
      const rate = await once(call, options.millis);
      // The first round warms up and is not counted.
      if (round > 0) rates.get(name)?.push(rate);
    }
  }
  return new Map([...rates].map(([name, all]) => [name, median(all)]));
}

/** `call` does a batch and says how many calls that was. */
async function once(call: () => number | Promise<number>, millis: number): Promise<number> {
  const start = performance.now();
  let calls = 0;
  let spent = 0;
  while (spent < millis) {
    const done = call();
    calls += typeof done === 'number' ? done : await done;
    spent = performance.now() - start;
  }
  return (calls / spent) * 1000;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

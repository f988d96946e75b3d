import { readChart } from '../shells/chart/read-chart.ts';
import { chartOfSize } from './chart-of-size.ts';
import { median } from './measure.ts';

export interface ChartTimes {
  readonly resources: number;
  /** Milliseconds from the text of the Bundle to the facts. */
  readonly read: number;
  /** Milliseconds of `JSON.parse` alone on the same text in the same run. */
  readonly parse: number;
}

/** The median time to read charts of several sizes, beside what parsing their text takes. */
export async function chartTimes(sizes: readonly number[], turns: number): Promise<ChartTimes[]> {
  const results: ChartTimes[] = [];
  for (const resources of sizes) {
    const text = chartOfSize(resources);
    const read: number[] = [];
    const parse: number[] = [];
    for (let turn = 0; turn < turns * 2; turn++) {
      const start = performance.now();
      JSON.parse(text);
      const parsed = performance.now();
      await readChart(text, 'bench.json', '2026-06-15');
      const done = performance.now();
      // The first half warms up.
      if (turn >= turns) {
        parse.push(parsed - start);
        read.push(done - parsed);
      }
    }
    results.push({ resources, read: median(read), parse: median(parse) });
  }
  return results;
}

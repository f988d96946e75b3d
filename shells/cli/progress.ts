import { Presets, SingleBar } from 'cli-progress';

/** What a verb says while it works; nothing of it stays on the screen. */
export interface ProgressBar {
  /** @param percent from 0 to 100 */
  readonly update: (percent: number) => void;
  readonly stop: () => void;
}

/** A bar on standard error for a person at a terminal; anywhere else it shows nothing. */
export function progressBar(label: string): ProgressBar {
  const bar = new SingleBar(
    { format: `${label} {bar} {percentage} %`, stream: process.stderr, clearOnComplete: true, hideCursor: true },
    Presets.shades_grey,
  );
  bar.start(100, 0);
  return {
    update: (percent) => {
      bar.update(Math.min(100, Math.floor(percent)));
    },
    stop: () => {
      bar.stop();
    },
  };
}

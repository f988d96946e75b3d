import { useId, useLayoutEffect, useRef, useState, type ReactElement, type Ref } from 'react';
import classes from './policies.module.css';

/** A text with the numbers of its lines. Tab leaves it, as it leaves every field. */
export function Editor({
  label,
  value,
  change,
  ref,
}: {
  readonly label: string;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly ref: Ref<HTMLTextAreaElement>;
}): ReactElement {
  const id = useId();
  const numbers = useRef<HTMLPreElement>(null);
  const [top, setTop] = useState(0);
  const count = value.split('\n').length;
  useLayoutEffect(() => {
    if (numbers.current !== null) numbers.current.scrollTop = top;
  }, [top, count]);
  return (
    <div>
      <label htmlFor={id} className={classes['label']}>
        {label}
      </label>
      <div className={classes['editor']}>
        <pre ref={numbers} className={classes['numbers']} aria-hidden="true">
          {Array.from({ length: count }, (_, index) => String(index + 1)).join('\n')}
        </pre>
        <textarea
          ref={ref}
          id={id}
          className={classes['text']}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          wrap="off"
          value={value}
          onChange={(event) => {
            change(event.currentTarget.value);
          }}
          onScroll={(event) => {
            setTop(event.currentTarget.scrollTop);
          }}
        />
      </div>
    </div>
  );
}

/** Puts the cursor of a text to a place of it (line and column from 1) and shows it. */
export function goTo(text: HTMLTextAreaElement, line: number, column: number): void {
  const lines = text.value.split('\n');
  const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  const start = before + column - 1;
  text.focus();
  text.setSelectionRange(start, before + (lines[line - 1]?.length ?? 0));
  const height = text.scrollHeight / lines.length;
  text.scrollTo(0, Math.max(0, (line - 5) * height));
}

import { useId, type ReactElement, type ReactNode } from 'react';
import classes from './pick.module.css';

/** One way among a few. */
export interface Option<T extends string> {
  readonly value: T;
  readonly label: ReactNode;
}

/** One of a few, all in sight, each large enough for a finger. @param list one below the other, for long ones */
export function Pick<T extends string>({
  label,
  options,
  value,
  choose,
  required = false,
  list = false,
}: {
  readonly label: string;
  readonly options: readonly Option<T>[];
  readonly value: T | undefined;
  readonly choose: (value: T) => void;
  readonly required?: boolean;
  readonly list?: boolean;
}): ReactElement {
  const name = useId();
  return (
    <fieldset className={`${classes['pick'] ?? ''} ${list ? (classes['list'] ?? '') : ''}`}>
      <legend className={classes['legend']}>{label}</legend>
      <div className={classes['ways']}>
        {options.map((option) => (
          <label key={option.value} className={classes['way']}>
            <input
              type="radio"
              className="unseen"
              name={name}
              required={required}
              checked={option.value === value}
              onChange={() => {
                choose(option.value);
              }}
            />
            {option.value === value && (
              <span aria-hidden="true" className={classes['tick']}>
                ✓
              </span>
            )}
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

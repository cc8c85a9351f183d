import type { ReactNode } from 'react';

const SHAPES = {
  menu: 'M3 5h14M3 10h14M3 15h14',
  close: 'M5 5l10 10M15 5L5 15',
  more: 'M4.5 10h.01M10 10h.01M15.5 10h.01',
  down: 'M5.5 8l4.5 4.5L14.5 8',
  right: 'M8 5.5l4.5 4.5L8 14.5',
  back: 'M12 5l-5 5 5 5',
  hash: 'M8 3L6 17M14 3l-2 14M3.5 7.5h13M3 12.5h13',
  lock: 'M5 9h10v7.5H5zM7 9V6.5a3 3 0 0 1 6 0V9',
  people:
    'M7.5 9.5a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5zM2.5 16c0-2.8 2.2-4.5 5-4.5s5 1.7 5 4.5M13 4.3a2.6 2.6 0 0 1 0 5M14.5 11.8c1.8.5 3 2 3 4.2',
  pin: 'M7 3h6l-1 6 2.5 2.5h-9L8 9zM10 11.5V17',
  smile: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM7.2 11.6c.6 1.2 1.6 1.9 2.8 1.9s2.2-.7 2.8-1.9M7.7 8h.01M12.3 8h.01',
  reply: 'M3.5 4h13v9.5H9L5.5 17v-3.5h-2z',
  send: 'M3.5 4l13.5 6-13.5 6 2-6zM5.5 10H11',
  file: 'M5 2.5h6.5L15.5 6.5v11H5zM11.5 2.5v4h4',
  sun: 'M10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM10 1.8v1.7M10 16.5v1.7M1.8 10h1.7M16.5 10h1.7M4.2 4.2l1.2 1.2M14.6 14.6l1.2 1.2M15.8 4.2l-1.2 1.2M5.4 14.6l-1.2 1.2',
  moon: 'M16.5 11.7A7 7 0 0 1 8.3 3.5a7 7 0 1 0 8.2 8.2z',
  eye: 'M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5zM10 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z',
  play: 'M6 4l10 6-10 6z',
  pause: 'M6.5 4v12M13.5 4v12',
  next: 'M4 4l8 6-8 6zM15.5 4v12',
  warning: 'M10 3l8 14H2zM10 8v4M10 14.5h.01',
  search: 'M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM13 13l4 4',
  panel: 'M3 4h14v12H3zM12 4v12',
  home: 'M3 9.5L10 3.5l7 6M5 8.5V16.5h10V8.5',
  check: 'M4 10.5l4 4 8-9',
  link: 'M8.5 11.5l3-3M7 9L5 11a2.8 2.8 0 0 0 4 4l2-2M13 11l2-2a2.8 2.8 0 0 0-4-4L9 7',
  spark: 'M10 2.5l1.9 5.6 5.6 1.9-5.6 1.9L10 17.5l-1.9-5.6L2.5 10l5.6-1.9z',
} as const;

/** The name of an icon. */
export type IconName = keyof typeof SHAPES;

/** A line icon in the colour of its text; what it means is said beside it or on its button. */
export function Icon({ name }: { name: IconName }): ReactNode {
  return (
    <svg className="icon" viewBox="0 0 20 20" aria-hidden="true">
      <path d={SHAPES[name]} />
    </svg>
  );
}

/** A button that is only an icon; `label` names it. */
export function IconButton(props: {
  icon: IconName;
  label: string;
  onPress: () => void;
  pressed?: boolean;
  expanded?: boolean;
  disabled?: boolean;
  className?: string;
  autoFocus?: boolean;
}): ReactNode {
  return (
    <button
      type="button"
      className={`icon-button ${props.className ?? ''}`}
      aria-label={props.label}
      title={props.label}
      aria-pressed={props.pressed}
      aria-expanded={props.expanded}
      disabled={props.disabled}
      autoFocus={props.autoFocus}
      onClick={props.onPress}
    >
      <Icon name={props.icon} />
    </button>
  );
}

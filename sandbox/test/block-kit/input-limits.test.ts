import { describe, test } from 'vitest';
import { expectLimit, inInput, letters, type LimitRow, option, times } from './samples.ts';

const inAt = (rest: string) => `/blocks/0/element/${rest}`;
const typed = (more: object) => ({ type: 'plain_text_input', ...more });
const moment = (n: number) => ({ type: 'datetimepicker', initial_date_time: n });

const rows: LimitRow[] = [
  {
    what: 'lines, least',
    limit: 1,
    step: -1,
    at: inAt('min_lines'),
    of: (n) => inInput({ type: 'rich_text_input', min_lines: n }),
  },
  {
    what: 'options of a multi-select',
    limit: 100,
    at: inAt('options'),
    of: (n) => inInput({ type: 'multi_static_select', options: times(n, option) }),
  },
  { what: 'min_length', limit: 3000, at: inAt('min_length'), of: (n) => inInput(typed({ min_length: n })) },
  {
    what: 'min_length, least',
    limit: 0,
    step: -1,
    at: inAt('min_length'),
    of: (n) => inInput(typed({ min_length: n })),
  },
  { what: 'max_length', limit: 3000, at: inAt('max_length'), of: (n) => inInput(typed({ max_length: n })) },
  {
    what: 'max_length, least',
    limit: 1,
    step: -1,
    at: inAt('max_length'),
    of: (n) => inInput(typed({ max_length: n })),
  },
  {
    what: 'initial value',
    limit: 3000,
    at: inAt('initial_value'),
    of: (n) => inInput(typed({ initial_value: letters(n) })),
  },
  {
    what: 'initial value under max_length',
    limit: 20,
    at: inAt('initial_value'),
    of: (n) => inInput(typed({ max_length: 20, initial_value: letters(n) })),
  },
  {
    what: 'files of a file input',
    limit: 10,
    at: inAt('max_files'),
    of: (n) => inInput({ type: 'file_input', max_files: n }),
  },
  {
    what: 'max_selected_items, least',
    limit: 1,
    step: -1,
    at: inAt('max_selected_items'),
    of: (n) => inInput({ type: 'multi_users_select', max_selected_items: n }),
  },
  {
    what: 'initial users under max_selected_items',
    limit: 2,
    at: inAt('initial_users'),
    of: (n) => inInput({ type: 'multi_users_select', max_selected_items: 2, initial_users: times(n, (i) => `U${i}`) }),
  },
  {
    what: 'lines of a rich text input',
    limit: 100,
    at: inAt('max_lines'),
    of: (n) => inInput({ type: 'rich_text_input', max_lines: n }),
  },
  {
    what: 'least lines of a rich text input',
    limit: 100,
    at: inAt('min_lines'),
    of: (n) => inInput({ type: 'rich_text_input', min_lines: n }),
  },
  {
    what: 'a moment, least',
    limit: 1_000_000_000,
    step: -1,
    at: inAt('initial_date_time'),
    of: (n) => inInput(moment(n)),
  },
  { what: 'a moment', limit: 9_999_999_999, at: inAt('initial_date_time'), of: (n) => inInput(moment(n)) },
];

describe('each limit of an input element is accepted at its figure and refused one past it', () => {
  test.for(rows)('$what: $limit', (row) => expectLimit(row));
});

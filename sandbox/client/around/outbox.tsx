import type { ReactNode } from 'react';

/** What went to a place outside, newest last; or that nothing did. */
export function Outbox({ items, none }: { items: string[]; none: string }): ReactNode {
  if (items.length === 0) return <p className="nothing">{none}</p>;
  return (
    <ul className="cards">
      {items.map((item, index) => (
        <li key={index} className="card lines">
          {item}
        </li>
      ))}
    </ul>
  );
}

import type { ReactNode } from 'react';
import { objectOf, textOf, type JsonObject } from '../../json.ts';

/** An image element or block; without its address, the words that stand for it. */
export function Picture({ image, className }: { image: JsonObject; className: string }): ReactNode {
  const address = textOf(image.image_url) || textOf(objectOf(image.slack_file).url);
  return address === '' ? (
    <span className="unknown">{textOf(image.alt_text)}</span>
  ) : (
    <img className={className} src={address} alt={textOf(image.alt_text)} loading="lazy" />
  );
}

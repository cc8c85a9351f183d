import { createContext, useContext } from 'react';
import type { Json, JsonObject } from '../../json.ts';
import type { Place } from '../../live/protocol.ts';
import { useConnection } from '../live/use-live.ts';

/** Where blocks stand: what a press in them says, and what is filled in. */
export type Surface = {
  place: Place;
  values: Record<string, Record<string, JsonObject>>;
  errors: Record<string, string>;
};

/** The surface of the blocks below. */
export const SurfaceContext = createContext<Surface | null>(null);

/** What an element of a block can do. */
export type Acts = {
  surface: Surface;
  /** Sends the action; throws with the reason when it is refused. */
  press(actionId: string, value: JsonObject): Promise<void>;
  fill(actionId: string, value: JsonObject): Promise<void>;
  suggest(actionId: string, typed: string): Promise<Json>;
};

/** What an element in the block of this id can do. */
export function useActs(blockId: string): Acts {
  const connection = useConnection();
  const surface = useContext(SurfaceContext);
  if (!surface) throw new Error('There is no surface above this block.');
  const { place } = surface;
  return {
    surface,
    press: async (actionId, value) => {
      await connection.ask({ type: 'press', place, blockId, actionId, value });
    },
    fill: async (actionId, value) => {
      if (place.in === 'view') await connection.ask({ type: 'fill', view: place.view, blockId, actionId, value });
    },
    suggest: (actionId, typed) => connection.ask<Json>({ type: 'suggest', place, blockId, actionId, typed }),
  };
}

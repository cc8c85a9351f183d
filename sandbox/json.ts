/** A value as it travels in JSON; `undefined` members are left out. */
export type Json = string | number | boolean | null | Json[] | JsonObject;
/** An object as it travels in JSON. */
export type JsonObject = { [key: string]: Json | undefined };

/** Tells whether a value is a plain JSON object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Tells whether a value is a JSON list. */
export function isList(value: unknown): value is Json[] {
  return Array.isArray(value);
}

/** The value as an object, or an empty one. */
export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/** The objects of a list, or none. */
export function objectsOf(value: unknown): JsonObject[] {
  return isList(value) ? value.filter(isObject) : [];
}

/** The value as text, or empty text. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The texts of a list, or none. */
export function textsOf(value: unknown): string[] {
  return isList(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** Parses JSON text; `undefined` when it is none. */
export function parseJson(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

/** A deep copy, so that an answer never changes with the state. */
export function copyJson<T extends Json>(value: T): T {
  return structuredClone(value);
}

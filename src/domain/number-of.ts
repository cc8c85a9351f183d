/** The number in the name of an incident, `INC-42` or `42`; null for what is none. */
export function numberOf(name: string): number | null {
  const digits = /^(?:INC-)?([1-9]\d{0,8})$/i.exec(name)?.[1];
  return digits === undefined ? null : Number(digits);
}

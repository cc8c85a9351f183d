/** The one place that reads the computer's clock; everything else asks `ctx.now()`. */
export function systemNow(): Date {
  return new Date();
}

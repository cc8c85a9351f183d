/** A request that is answered with a status between 400 and 499 and not looked at further. */
export class RequestError extends Error {
  readonly status: 400 | 401 | 413 | 415;

  constructor(status: RequestError['status'], what: string, options?: ErrorOptions) {
    super(what, options);
    this.name = 'RequestError';
    this.status = status;
  }
}

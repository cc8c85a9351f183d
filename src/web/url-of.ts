/** The address at which a server that listens on `host` can be asked: 0.0.0.0 is where it listens, not where it is. */
export function urlOf(host: string, port: number | string): string {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

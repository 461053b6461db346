/** Sends what the typed client asks for. The types are openapi-fetch's; its runtime is more than a public page can afford. */
import type createClient from 'openapi-fetch';

type Client<Paths extends {}> = ReturnType<typeof createClient<Paths>>;
type Value = string | number | boolean | null | undefined;
type Call = {
  params?: {
    path?: Record<string, Value>;
    query?: Record<string, Value | Value[]>;
    header?: Record<string, Value>;
  };
  headers?: HeadersInit;
  body?: unknown;
  signal?: AbortSignal;
  /** A file is given as it came. */
  parseAs?: 'blob';
};

function addressOf(template: string, { path = {}, query = {} }: NonNullable<Call['params']>) {
  const filled = template.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(`${path[name]}`));
  const address = new URL(filled, location.origin);
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) address.searchParams.append(name, `${one}`);
    }
  }
  return address;
}

async function answerOf(response: Response, parseAs?: 'blob') {
  if (parseAs && response.ok) return { data: await response.blob(), response };
  const text = response.status === 204 ? '' : await response.text();
  let read: unknown = text || undefined;
  try {
    if (text) read = JSON.parse(text);
  } catch {
    // Not JSON, such as a proxy's own page: the caller sees the words.
  }
  return response.ok ? { data: read, response } : { error: read, response };
}

/** A client in the form of openapi-fetch, over `send`. */
export function clientOver<Paths extends {}>(send: (request: Request) => Promise<Response>) {
  const by =
    (method: string) =>
    async (template: string, call: Call = {}) => {
      const headers = new Headers(call.headers);
      for (const [name, value] of Object.entries(call.params?.header ?? {})) {
        if (value !== undefined && value !== null && value !== '') headers.set(name, `${value}`);
      }
      const sent = call.body !== undefined;
      if (sent) headers.set('Content-Type', 'application/json');
      const request = new Request(addressOf(template, call.params ?? {}), {
        method,
        headers,
        credentials: 'same-origin',
        signal: call.signal,
        body: sent ? JSON.stringify(call.body) : undefined,
      });
      return answerOf(await send(request), call.parseAs);
    };
  const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
  return Object.fromEntries(methods.map((method) => [method, by(method)])) as unknown as Pick<
    Client<Paths>,
    'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  >;
}

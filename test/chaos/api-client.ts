const answerLimitMs = 15_000;

export interface ApiAnswer {
  /** 0 when no answer came. */
  status: number;
  body: unknown;
}

export interface ApiClient {
  get(path: string): Promise<ApiAnswer>;
  post(path: string, body: unknown): Promise<ApiAnswer>;
  put(path: string, body: unknown): Promise<ApiAnswer>;
  /** An edit of the version that is current, whichever it is. */
  patch(path: string, body: unknown): Promise<ApiAnswer>;
  /** A POST that must succeed; throws with what came instead. */
  create<T>(path: string, body: unknown): Promise<T>;
}

/** The API over HTTP, as any caller uses it. An absent server is an answer, not an error. */
export function apiClient(api: string, key: string): ApiClient {
  const call = async (path: string, init: RequestInit): Promise<ApiAnswer> => {
    try {
      const signal = AbortSignal.timeout(answerLimitMs);
      const answer = await fetch(`${api}${path}`, { ...init, signal });
      return { status: answer.status, body: bodyOf(await answer.text()) };
    } catch {
      return { status: 0, body: undefined };
    }
  };
  const authorization = `Bearer ${key}`;
  const json = { authorization, 'content-type': 'application/json' };
  const post: ApiClient['post'] = (path, body) =>
    call(path, { method: 'POST', headers: json, body: JSON.stringify(body) });
  return {
    get: (path) => call(path, { headers: { authorization } }),
    post,
    put: (path, body) => call(path, { method: 'PUT', headers: json, body: JSON.stringify(body) }),
    patch: (path, body) =>
      call(path, {
        method: 'PATCH',
        headers: { ...json, 'if-match': '*' },
        body: JSON.stringify(body),
      }),
    create: async <T>(path: string, body: unknown) => {
      const answer = await post(path, body);
      if (answer.status === 201 || answer.status === 200) return answer.body as T;
      throw new Error(`POST ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    },
  };
}

function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

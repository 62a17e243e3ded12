const answerLimitMs = 15_000;

export interface ApiAnswer {
  /** 0 when no answer came. */
  status: number;
  body: unknown;
}

export interface ApiClient {
  get(path: string): Promise<ApiAnswer>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<ApiAnswer>;
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
  const post: ApiClient['post'] = (path, body, headers = {}) =>
    call(path, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  return {
    get: (path) => call(path, { headers: { authorization } }),
    post,
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

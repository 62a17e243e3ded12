export interface ServerEvent {
  id?: string;
  event: string;
  data: string;
}

export interface SseReader {
  /** The events that this piece of the stream completes. */
  push(piece: string): ServerEvent[];
  /** Where to go on after a lost connection. */
  lastId(): string | undefined;
  /** What the server asks to wait before connecting again. */
  retryMs(): number | undefined;
}

/** Reads a stream of server-sent events (HTML standard, §9.2) piece by piece. */
export function sseReader(): SseReader {
  let rest = '';
  let lastId: string | undefined;
  let retryMs: number | undefined;
  let open: { event: string; data: string[] } = { event: '', data: [] };

  function line(text: string): ServerEvent | undefined {
    if (text === '') return finish();
    const at = text.indexOf(':');
    const field = at === -1 ? text : text.slice(0, at);
    const value = at === -1 ? '' : text.slice(at + 1).replace(/^ /, '');
    if (field === 'data') open.data.push(value);
    else if (field === 'event') open.event = value;
    else if (field === 'id' && !value.includes('\0')) lastId = value;
    else if (field === 'retry' && /^\d+$/.test(value)) retryMs = Number(value);
    return undefined;
  }

  function finish(): ServerEvent | undefined {
    const { event, data } = open;
    open = { event: '', data: [] };
    if (data.length === 0) return undefined;
    return {
      ...(lastId === undefined ? {} : { id: lastId }),
      event: event === '' ? 'message' : event,
      data: data.join('\n'),
    };
  }

  return {
    push(piece) {
      const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? '';
      return lines.flatMap((text) => line(text) ?? []);
    },
    lastId: () => lastId,
    retryMs: () => retryMs,
  };
}

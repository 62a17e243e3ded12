import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';

import type { Language } from '../contracts/text.js';

const sentId = /^[\w.:-]{1,128}$/;

/** What is known of a request before anything of it is judged. */
export interface RequestContext {
  requestId: string;
  language: Language;
}

/** Gives each request its id (the caller's X-Request-Id where it is usable) and its language. */
export function requestContext(fallback: Language) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const sent = request.get('x-request-id') ?? '';
    const requestId = sentId.test(sent) ? sent : randomUUID();
    response.setHeader('X-Request-Id', requestId);
    setContext(response, { requestId, language: acceptedLanguage(request) ?? fallback });
    next();
  };
}

function acceptedLanguage(request: Request): Language | undefined {
  if (!request.get('accept-language')) return undefined;
  const accepted = request.acceptsLanguages('zh', 'en');
  return accepted === 'zh' || accepted === 'en' ? accepted : undefined;
}

export const contextOf = (response: Response): RequestContext =>
  response.locals['context'] as RequestContext;

export function setContext(response: Response, context: RequestContext): void {
  response.locals['context'] = context;
}

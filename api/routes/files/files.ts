import type { z } from 'zod';

import { notFound, Refused } from '../../../contracts/api/refused.js';
import {
  fileAnswer,
  fileMaxBytes,
  fileParams,
  fileUploadQuery,
} from '../../../contracts/content/files.js';
import {
  contentHead,
  keepFile,
  readContent,
  referTo,
  type ContentHead,
} from '../../../records/content/content.js';
import { allowedFiles, attachment, safeName, sniff } from '../../files/sniff.js';
import { reply, streamed } from '../../reply.js';
import { route, type Route } from '../../route.js';
import { seesContent } from './sees-content.js';

const tags = ['files'];
const path = '/api/v1/files';

const answerOf = (head: ContentHead): z.input<typeof fileAnswer> => ({
  ...{ id: head.id, name: head.name ?? head.id, mime: head.mime, size: head.size },
  ...{ createdAt: head.createdAt, by: head.createdBy },
});

const upload = route({
  method: 'post',
  path,
  operationId: 'files_upload',
  summary: {
    zh: '上传文件：请求体即文件字节，最多 10 MiB',
    en: 'Upload a file: its bytes are the body, at most 10 MiB',
  },
  tags,
  permission: 'file.write',
  query: fileUploadQuery,
  response: fileAnswer,
  status: 201,
  consumes: 'any',
  bodyMaxBytes: fileMaxBytes,
  handler: async (call) => {
    const bytes = call.raw?.bytes ?? Buffer.alloc(0);
    if (bytes.length === 0) throw new Refused('file_empty');
    const kind = sniff(bytes);
    if (!kind) throw new Refused('file_type_refused', { allowed: allowedFiles });
    const name = safeName(call.query.name, kind);
    const { actor } = call.principal;
    const head = await call.write(async (tx, audit) => {
      const at = new Date(call.now);
      const kept = await keepFile(tx, { name, mime: kind.mime, bytes, by: actor.id, at });
      const { id, size, mime } = kept.head;
      await referTo(tx, actor.id, [id]);
      await audit({ subject: `file:${id}`, action: 'file.upload', after: { name, mime, size } });
      return kept.head;
    });
    return reply(answerOf(head), { headers: { Location: `${path}/${head.id}` } });
  },
});

/** A page of this installation must not run what somebody uploaded. */
const safeHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'Cache-Control': 'private, no-store',
};

const download = route({
  method: 'get',
  path: `${path}/{id}`,
  operationId: 'files_download',
  summary: { zh: '下载文件', en: 'Download a file' },
  tags,
  permission: 'file.read',
  params: fileParams,
  response: fileAnswer,
  produces: 'application/octet-stream',
  handler: async (call) => {
    const { id } = call.params;
    const head = await contentHead(call.db, id);
    if (!head || !(await seesContent(call, id))) throw notFound(id);
    await call.write((_tx, audit) => audit({ subject: `file:${id}`, action: 'file.download' }));
    const content = await readContent(call.db, id);
    if (!content) throw notFound(id);
    const name = content.name ?? `${id}.json`;
    const { response } = call.exchange;
    response.set({ ...safeHeaders, 'Content-Disposition': attachment(name) });
    response.type(content.mime).send(content.bytes);
    return streamed;
  },
});

export const fileRoutes: readonly Route[] = [upload, download];

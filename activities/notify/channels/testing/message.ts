import type { Message } from '../channel.js';

/** A page as the incident process writes it. */
export function pageOf(change: Partial<Message> = {}): Message {
  return {
    key: 'incident/0198/12/person/li/mail',
    possiblyRepeated: false,
    thread: 'incident/0198',
    language: 'zh',
    subject: '【P1】上海一号机房核心交换机离线',
    text: '请在 5 分钟内确认。\n故障单 INC-42。',
    facts: {
      number: 'INC-42',
      title: '核心交换机离线',
      severity: 'P1',
      site: '上海一号机房',
      service: '专线接入',
      due: '2026-10-01T02:05:00.000Z',
      reason: 'respond/1',
    },
    actionUrl: 'https://baton.example.com/a/token-1?from=page&x=1',
    viewUrl: 'https://baton.example.com/incidents/INC-42',
    ...change,
  };
}

export const never = new AbortController().signal;

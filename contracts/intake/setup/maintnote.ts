import { type SetupTarget, type SetupText, setupIn } from '../setup-text.js';

const words = {
  title: { zh: '接入供应商维护通知', en: "Connect suppliers' maintenance notices" },
  steps: [
    {
      zh: '请供应商按 MAINTNOTE 标准发送 iCalendar 附件，由邮件系统把 text/calendar 附件 POST 到下面的地址。',
      en:
        'Ask suppliers for iCalendar attachments after the MAINTNOTE standard, and let the mail ' +
        'system POST the text/calendar part to the address below.',
    },
    {
      zh: '通知按供应商名与维护编号归并，SEQUENCE 较小的旧通知不起作用；电路编号与供应商服务的电路编号一致时自动对应。',
      en:
        'Notices are put together by provider and maintenance id, those of a lower SEQUENCE change ' +
        'nothing; OBJECT-IDs meet the circuit ids of supplier services.',
    },
    {
      zh: '供应商不写名字时，在接入选项 provider 中写明；不写时区时，在 timeZone 中写明。',
      en:
        'Where a supplier leaves out its name or its time zone, set them in the options provider ' +
        'and timeZone.',
    },
  ],
};

const sample = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'METHOD:PUBLISH',
  'BEGIN:VEVENT',
  'UID:example-1@supplier.example',
  'SEQUENCE:1',
  'DTSTAMP:20270101T000000Z',
  'DTSTART:20270201T160000Z',
  'DTEND:20270201T200000Z',
  'SUMMARY:Fibre work',
  'X-MAINTNOTE-PROVIDER:supplier.example',
  'X-MAINTNOTE-MAINTENANCE-ID:M-1',
  'X-MAINTNOTE-OBJECT-ID:CIRCUIT-1',
  'X-MAINTNOTE-IMPACT:OUTAGE',
  'X-MAINTNOTE-STATUS:CONFIRMED',
  'END:VEVENT',
  'END:VCALENDAR',
];

/** A curl command that sends a notice from a file, and a notice to try it with. */
export function maintnoteSetup({ url, language }: SetupTarget): SetupText {
  const send = `curl -fsS -H 'Content-Type: text/calendar' '${url}' --data-binary @maintenance.ics`;
  return setupIn(language, words, [
    { language: 'sh', text: send },
    { language: 'ics', text: sample.join('\r\n') },
  ]);
}

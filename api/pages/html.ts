const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);

const style = `
:root{color-scheme:light dark}
body{font:16px/1.6 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem}h2{font-size:1.2rem;margin-top:2rem}a{color:#0b62c4}
code,pre{font:0.9em ui-monospace,monospace}pre{overflow:auto;padding:.8rem;border:1px solid #8884}
table{border-collapse:collapse}td,th{border:1px solid #8884;padding:.2rem .6rem;text-align:left}
button{font:inherit;padding:.6rem 1.6rem;border:0;border-radius:.4rem;background:#0b62c4;color:#fff}
.fact{color:#777}@media (prefers-color-scheme:dark){a{color:#7db7ff}}`;

export interface Page {
  language: 'zh' | 'en';
  title: string;
  /** Trusted HTML: every value in it went through `escapeHtml` or markdown-it without HTML. */
  body: string;
}

/** A whole page without scripts. */
export const htmlPage = ({ language, title, body }: Page): string => `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(title)}</title><style>${style}</style></head>
<body>${body}</body></html>`;

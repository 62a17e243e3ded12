import { describe, expect, it } from '@jest/globals';
import { namesIn, rendererOf, TemplateRefused } from './liquid.js';

const render = (body: string, values: Record<string, string> = {}) =>
  rendererOf({ subject: 's', body }, 'en')(values, []);

describe('a notice template', () => {
  it.each([
    '{% for i in (1..100000000) %}x{% endfor %}',
    '{% for i in (1..9999) %}{% for j in (1..9999) %}{% for k in (1..9999) %}x{% endfor %}{% endfor %}{% endfor %}',
  ])('that loops without end is refused within its limits: %s', (body) => {
    expect(() => render(body)).toThrow(TemplateRefused);
  });

  it.each([
    '{% include "x" %}',
    '{% render "x" %}',
    '{% layout "x" %}',
    '{% assign a = 1 %}',
    '{% capture a %}{% endcapture %}',
    '{{ a | where: "b" }}',
    '{% if a %}',
  ])('that does more than it may is refused: %s', (body) => {
    expect(() => render(body, { a: 'x' })).toThrow(TemplateRefused);
  });

  it('that names nothing known is refused, and sees no inherited member', () => {
    expect(() => render('{{ nobody }}')).toThrow(TemplateRefused);
    expect(() => render('{{ a.constructor }}', { a: 'x' })).toThrow(TemplateRefused);
    expect(() => render('{{ toString }}')).toThrow(TemplateRefused);
  });

  it('that is longer than 10,000 characters is refused', () => {
    expect(() => render('x'.repeat(10_001))).toThrow(TemplateRefused);
  });

  it('puts values into html as text, into plain text as they are, and into one subject line', () => {
    const written = rendererOf({ subject: '{{ a }}\n\rBcc: x', body: '{{ a }}' }, 'en');
    const { subject, text, html } = written({ a: '<b>&"' }, [{ label: '<i>', value: '<u>' }]);
    expect(text).toContain('<b>&"');
    expect(html).toContain('&lt;b&gt;&amp;');
    expect(html).not.toMatch(/<[biu]>/);
    expect(subject).toBe('<b>&" Bcc: x');
  });

  it('names what it uses in every branch', () => {
    const body = '{% if a != blank %}{{ b }}{% else %}{{ c | upcase }}{% endif %}';
    expect(namesIn({ subject: '{{ d }}', body })).toEqual(['a', 'b', 'c', 'd']);
  });
});

import { readCommandConfig } from '../../config.js';
import type { Language } from '../../contracts/text.js';
import { MissedExpectation } from './expect.js';
import { NoScene, openScene } from './scene.js';
import type { Story } from './story.js';
import { firstNight } from './stories/first-night.js';
import { handover } from './stories/handover.js';
import { nightFault } from './stories/night-fault.js';
import { quarter } from './stories/quarter.js';

const stories: Record<string, Story> = {
  'first-night': firstNight,
  'night-fault': nightFault,
  handover,
  quarter,
};
const usageCode = 2;

const words: Record<Language, Record<'done' | 'expected' | 'came' | 'missed', string>> = {
  zh: { done: '故事讲完，全部如愿。', missed: '落空了。', expected: '期望', came: '实际' },
  en: {
    done: 'The story is told; every expectation came true.',
    missed: 'An expectation was missed.',
    expected: 'expected',
    came: 'came',
  },
};

process.exitCode = await tour(process.argv.slice(2));

async function tour(args: string[]): Promise<number> {
  const config = readCommandConfig(process.env);
  const at = args.indexOf('--lang');
  const given = at === -1 ? undefined : args[at + 1];
  const language = given === 'zh' || given === 'en' ? given : config.language;
  const name = args.find(
    (word, index) => !word.startsWith('--') && (at === -1 || index !== at + 1),
  );
  const story = name === undefined ? undefined : stories[name];
  if (story === undefined) {
    console.error(`usage: npm run tour -- ${Object.keys(stories).join('|')} [--lang zh|en]`);
    return usageCode;
  }
  const say = words[language];
  try {
    const scene = openScene(config.dataDir, language);
    console.log(story.title[language]);
    await story.play(scene);
    console.log(`\n${say.done}`);
    return 0;
  } catch (error) {
    if (error instanceof MissedExpectation) {
      console.error(`\n✗ ${say.missed}`);
      console.error(`  ${say.expected}: ${error.expected}\n  ${say.came}: ${error.came}`);
    } else console.error(error instanceof NoScene ? error.message : error);
    return 1;
  }
}

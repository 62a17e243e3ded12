import type { Said } from './expect.js';
import type { Scene } from './scene.js';

/** A story: named steps, each handing on what the next ones need. */
export interface Story {
  title: Said;
  play(scene: Scene): Promise<void>;
}

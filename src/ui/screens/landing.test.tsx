// @vitest-environment happy-dom
/** What whoever is given the app is told of its licence, and where its sources are. */
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { beforeAll, describe, expect, it } from 'vitest';
import { services } from '../../client/contract/services.ts';
import { MessagesContext } from '../messages/context.ts';
import { de } from '../messages/de/index.ts';
import { en } from '../messages/en/index.ts';
import { es } from '../messages/es/index.ts';
import { sourcePath } from '../version.ts';
import { Landing } from './Landing.tsx';

beforeAll(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
});

describe('the start page', () => {
  for (const messages of [en, de, es])
    it(`links to the sources of the build, its licence and its notices (${messages.language})`, () => {
      const place = document.body.appendChild(document.createElement('div'));
      const root = createRoot(place);
      act(() =>
        root.render(
          <MessagesContext value={messages}>
            <Landing services={services} />
          </MessagesContext>,
        ),
      );
      const links = new Map(
        [...place.querySelectorAll('footer a')].map((a) => [a.textContent, a.getAttribute('href')]),
      );
      const { licence, notices, source } = messages.landing.foot;
      expect(links.get(source)).toBe(sourcePath);
      expect(links.get(licence)).toBe('/license.txt');
      expect(links.get(notices)).toBe('/third-party-notices.txt');
      act(() => root.unmount());
    });
});

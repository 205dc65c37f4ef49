import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Avatar, type AvatarProps } from '../components/Avatar.tsx';
import { AVATAR_STYLES, isAvatarStyle, styleOf } from './avatarLook.ts';

const draw = (props: AvatarProps): string => renderToStaticMarkup(createElement(Avatar, props));

describe('avatars', () => {
  it('are the same for the same name and seat, and differ between names', () => {
    expect(draw({ name: 'Ada', seat: 2 })).toBe(draw({ name: 'Ada', seat: 2 }));
    const many = ['Ada', 'Bob', 'Carol', 'Dave', 'Erin', 'Frank', 'Grace', 'Heidi'];
    expect(new Set(many.map((name) => draw({ name, seat: 0 }))).size).toBe(many.length);
  });
  it('can be drawn in every style, whatever the name is', () => {
    for (const look of AVATAR_STYLES)
      for (const name of ['', '🎲', '\u202eevil', 'x'.repeat(10_000), '<script>alert(1)</script>']) {
        const svg = draw({ name, look });
        expect(svg).toContain(`data-avatar="${look}"`);
        expect(svg).not.toContain('<script');
        expect(svg.length).toBeLessThan(4_000);
      }
  });
  it('a style that nobody offers is none, and nobody gets a bare letter without choosing it', () => {
    expect(isAvatarStyle('face')).toBe(true);
    for (const bad of [null, '', 'upload', '__proto__']) expect(isAvatarStyle(bad)).toBe(false);
    for (let i = 0; i < 200; i++) expect(styleOf(`P${i}`)).not.toBe('letter');
  });
});

/** What an opened record says to somebody who never saw one. */
import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { Json } from '../../../lib/record';
import { Said } from './Said';

const shown = (kind: string, payload: Json) => {
  const { container, unmount } = render(<Said kind={kind} record={{ payload }} />);
  const text = container.textContent ?? '';
  unmount();
  return text;
};

it('tells marks with the text that was delivered where it reads otherwise', () => {
  const mark = (component: string, delivered: string, value: string) => ({
    component,
    delivered,
    value,
  });
  const marks = [mark('tiu', '120', '120'), mark('skb_cat', '70.50', '70.5')];
  const text = shown('mark_recorded', { stage: 'skb', presence: 'present', marks });
  expect(text).toContain('Nilai pada tahap SKB. Peserta hadir.');
  expect(text).toContain('TIU120');
  expect(text).toContain('SKB CAT70,5tertulis “70.50” dalam berkas panitia');
  expect(text).not.toContain('“120”');
});

it('tells that somebody was absent', () => {
  const text = shown('mark_recorded', { stage: 'skd', presence: 'absent', marks: [] });
  expect(text).toBe('Nilai pada tahap SKD. Peserta tidak hadir.Tidak ada nilai.');
});

it('tells a certificate with programme, hours and days, and what it cannot tell', () => {
  const text = shown('certificate_issued', {
    course_title: 'Arsip digital',
    hours: 8,
    first_day: '2026-12-07',
    last_day: '2026-12-08',
  });
  expect(text).toContain('Pelatihan: Arsip digital');
  expect(text).toContain('8 JP');
  expect(text).toContain('7 Desember 2026 sampai');
  expect(text).toContain('lihat halaman sertifikatnya');
});

it('tells a result of training', () => {
  const payload = {
    course_title: 'Arsip',
    state: 'not_passed',
    score: '41.5',
    attended: 1,
    meetings: 2,
  };
  const text = shown('training_result', payload);
  expect(text).toBe('Pelatihan: ArsipTidak lulus.Nilai 41,5.Hadir pada 1 dari 2 pertemuan.');
});

it('says nothing of its own about other kinds, and breaks on nothing', () => {
  expect(shown('oath_taken', { x: 1 })).toBe('');
  for (const payload of [null, 3, [], { marks: 'x' }, { marks: [null] }] as Json[]) {
    render(<Said kind="mark_recorded" record={{ payload }} />);
  }
  render(<Said kind="certificate_issued" record={null} />);
  expect(screen.getAllByRole('region').length).toBeGreaterThan(0);
});

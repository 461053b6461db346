/** A sheet of marks: findings in words, who may approve, and counts that leave nobody out. */
import { render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, it, vi } from 'vitest';
import { markFinding } from './findings';
import type { Sheet, Stage } from './parts';
import { Banner, Findings } from './SheetPage';
import { uploadPath } from './UploadSheet';
import { countRows, type Row, sameNumber } from './useSheet';

vi.mock('@tanstack/react-router', async (original) => ({
  ...(await original<typeof import('@tanstack/react-router')>()),
  createLink:
    () =>
    ({ to, children }: { to: string; children: ReactNode }) => <a href={to}>{children}</a>,
}));

const sheet: Sheet = {
  id: '1',
  stage: 'tests',
  components: ['practice'],
  state: 'checked',
  row_count: 3,
  sha256: 'ab'.repeat(32),
  uploaded_by_you: false,
  uploaded_at: '2026-11-02T02:00:00Z',
  version: 1,
};
const component = { name_id: '', name_en: '', maximum: '100', decimals: 2, covered: 0 };
const stage: Stage = {
  code: 'tests',
  name_id: 'Tes',
  name_en: 'Tests',
  components: [
    { code: 'practice', ...component },
    { code: 'interview', ...component },
  ],
};
const row = (number: number, presence: string): Row => ({
  row: number,
  participant_code: `K${number}`,
  presence,
  marks: {},
});

it('shows the way to approve to the second officer only', () => {
  const { unmount } = render(<Banner sheet={sheet} errors={0} act="/sahkan" />);
  expect(screen.getByRole('link', { name: 'Periksa lalu sahkan' })).toHaveProperty(
    'pathname',
    '/sahkan',
  );
  unmount();
  render(<Banner sheet={{ ...sheet, uploaded_by_you: true }} errors={0} act="/sahkan" />);
  expect(screen.queryByRole('link')).toBeNull();
  expect(screen.getByRole('status').textContent).toContain('Menunggu persetujuan petugas lain');
});

it('says that nothing of a refused sheet counts, and where it is wrong', () => {
  render(<Banner sheet={{ ...sheet, state: 'refused' }} errors={2} act="/sahkan" />);
  expect(screen.getByRole('status').textContent).toContain('Tidak ada satu nilai pun yang dipakai');
  expect(screen.queryByRole('link')).toBeNull();
  render(
    <Findings
      findings={[
        {
          row: 7,
          column: 'practice',
          letter: 'B',
          code: 'out_of_range',
          severity: 'error',
          parameters: { min: '0', max: '99.5' },
        },
      ]}
    />,
  );
  expect(screen.getByRole('rowheader').textContent).toBe('Baris 7');
  expect(screen.getByText('practice (B)')).toBeTruthy();
  expect(screen.getByText('Di luar batas 0 sampai 99,5.')).toBeTruthy();
});

it('has its own words for marks and the common ones for files', () => {
  expect(markFinding('participant_unknown', {}, 'en')).toContain('No participant');
  expect(markFinding('columns_missing', { columns: 'tiu' }, 'en')).toBe(
    'Columns are missing: tiu.',
  );
});

it('names components only when the sheet lacks some', () => {
  const place = { agency: '5473', round: 'r' };
  expect(uploadPath(place, stage, ['practice', 'interview'], ' ')).toBe(
    '/api/v1/agencies/5473/rounds/r/marks?stage=tests',
  );
  expect(uploadPath(place, stage, ['interview'], 'Nota 12/2026')).toBe(
    '/api/v1/agencies/5473/rounds/r/marks?stage=tests&components=interview&reason=Nota+12%2F2026',
  );
});

it('counts the absent and the disqualified apart', () => {
  const rows = [row(2, 'present'), row(3, 'absent'), row(4, 'absent'), row(5, 'disqualified')];
  expect(countRows(rows)).toEqual({ people: 4, absent: 2, disqualified: 1 });
});

it('knows a delivered text that is the number as people write it', () => {
  expect(sameNumber({ delivered: '84,50', value: '84.5' })).toBe(true);
  expect(sameNumber({ delivered: '70.500', value: '70.5' })).toBe(true);
  expect(sameNumber({ delivered: '100', value: '100' })).toBe(true);
  expect(sameNumber({ delivered: '100,00', value: '100' })).toBe(true);
  expect(sameNumber({ delivered: '1e2', value: '100' })).toBe(false);
});

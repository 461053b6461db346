/** Every menu entry leads somewhere, guards refuse, a return address stays on this site, a form shows its problem. */
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { Session } from '../api/session';
import { Form } from '../ui/Form';
import { TextInput, wholeDate } from '../ui/inputs';
import { requirePermission, requireSignedIn } from './guards';
import { allNav, navOf, registerNav } from './nav';
import { safeReturn } from './paths';
import { openRooms, router } from './router';

describe('menus', () => {
  it('lead to pages that exist', async () => {
    expect(router.routesByPath).not.toHaveProperty('/akun');
    await openRooms();
    expect(allNav().length).toBeGreaterThan(10);
    for (const entry of allNav()) expect(Object.keys(router.routesByPath)).toContain(entry.to);
  });
  it('show an officer only what a grant opens', () => {
    const before = allNav();
    const label = { id: 'a', en: 'a' };
    registerNav([
      { area: 'officer', to: '/a', permission: 'verdict.give', label },
      { area: 'applicant', to: '/b', label },
    ]);
    const holding = (permissions: string[]): Session => ({
      state: 'signed-in',
      me: { id: '1', name: 'n', grants: [{ role: 'r', permissions, agency_id: null }] },
    });
    expect(navOf('officer', holding(['verdict.give']))).toHaveLength(1);
    expect(navOf('officer', holding(['other']))).toHaveLength(0);
    expect(navOf('applicant', holding([]))).toHaveLength(1);
    expect(navOf('applicant', { state: 'visitor' })).toHaveLength(0);
    registerNav(before);
  });
});

describe('guards', () => {
  const arrival = { location: { href: '/lamaran/1?tab=berkas' } };
  it('send a visitor to sign in and remember the way back', async () => {
    await expect(requireSignedIn(arrival)).rejects.toMatchObject({
      options: { href: '/masuk?lanjut=%2Flamaran%2F1%3Ftab%3Dberkas' },
    });
    await expect(requirePermission('x')(arrival)).rejects.toHaveProperty('options');
  });
  it('never lead to another site', () => {
    expect(safeReturn('/lamaran/1?tab=berkas')).toBe('/lamaran/1?tab=berkas');
    for (const bad of ['//evil.example', 'https://evil.example', '/\\evil.example', undefined])
      expect(safeReturn(bad)).toBe('/');
  });
});

describe('a form', () => {
  it('shows the problem, takes the focus, and leads to the field', async () => {
    const problem = {
      status: 422,
      code: 'validation',
      title: 'Belum terkirim',
      detail: '',
      errors: [{ pointer: '/nik', code: 'length', message: 'NIK harus 16 angka.' }],
      trace_id: null,
    };
    render(
      <Form problem={problem} onSubmit={() => {}}>
        <TextInput pointer="/nik" label="NIK" required value="" onChange={() => {}} />
      </Form>,
    );
    expect(document.activeElement).toBe(screen.getByRole('alert'));
    await userEvent.click(screen.getByRole('link', { name: 'NIK harus 16 angka.' }));
    const field = screen.getByRole('textbox', { name: 'NIK' });
    expect(document.activeElement).toBe(field);
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(field.getAttribute('aria-describedby')).toBe('field-nik-error');
  });
  it('takes only days that exist', () => {
    expect(wholeDate({ day: '7', month: '08', year: '1995' })).toBe('1995-08-07');
    expect(wholeDate({ day: '31', month: '02', year: '1995' })).toBe('');
    expect(wholeDate({ day: '', month: '02', year: '1995' })).toBe('');
  });
});

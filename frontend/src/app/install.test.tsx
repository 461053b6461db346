/** The quiet offer to install stands only where the browser makes one, and is taken once. */
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { useInstall } from './install';

function Foot() {
  const install = useInstall();
  return install ? (
    <button type="button" onClick={install}>
      Pasang
    </button>
  ) : (
    <p>Tidak ditawarkan</p>
  );
}

it('waits for the browser, asks it once, and goes', async () => {
  render(<Foot />);
  expect(screen.getByText('Tidak ditawarkan')).toBeTruthy();
  const prompt = vi.fn(async () => {});
  const offer = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), { prompt });
  act(() => void dispatchEvent(offer));
  expect(offer.defaultPrevented).toBe(true);
  await userEvent.click(screen.getByRole('button', { name: 'Pasang' }));
  expect(prompt).toHaveBeenCalledTimes(1);
  expect(screen.getByText('Tidak ditawarkan')).toBeTruthy();
});

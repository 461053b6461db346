/** What could not be loaded is said with a way to ask again; several requests that failed are asked together. */
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { networkProblem, ProblemError } from '../api/problem';
import { failedOf, Trouble } from './Trouble';

const again = () => userEvent.click(screen.getByRole('button', { name: 'Coba lagi' }));

it('says what is wrong, takes the focus once, and asks again', async () => {
  const retry = vi.fn();
  const error = new ProblemError(networkProblem());
  const { rerender } = render(<Trouble error={error} onRetry={retry} />);
  expect(screen.getByText('Tidak tersambung ke server')).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByRole('alert'));
  await again();
  expect(retry).toHaveBeenCalledWith();
  rerender(<Trouble error={error} onRetry={retry} />);
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Coba lagi' }));
});

it('takes a fault of the app for the same one at every drawing', () => {
  const error = new Error('x');
  const { rerender } = render(<Trouble error={error} onRetry={() => {}} />);
  screen.getByRole('button').focus();
  rerender(<Trouble error={error} onRetry={() => {}} />);
  expect(document.activeElement).toBe(screen.getByRole('button'));
});

it('leaves the reader where they are when only a part of the page is missing', () => {
  render(<Trouble error={networkProblem()} onRetry={() => {}} part />);
  expect(screen.getByRole('alert')).toBeTruthy();
  expect(document.activeElement).toBe(document.body);
});

it('says nothing where nothing is wrong', () => {
  const { container } = render(<Trouble error={null} onRetry={() => {}} />);
  expect(container.childElementCount).toBe(0);
});

it('names the first of several failures and asks for all that failed, and only for those', async () => {
  const [first, second, fine] = [vi.fn(), vi.fn(), vi.fn()];
  const failed = failedOf([
    { error: null, refetch: fine },
    { problem: networkProblem(), again: first },
    { error: new Error('x'), refetch: second },
  ]);
  render(<Trouble {...failed} />);
  expect(screen.getByText('Tidak tersambung ke server')).toBeTruthy();
  await again();
  expect([first, second, fine].map((one) => one.mock.calls.length)).toEqual([1, 1, 0]);
});

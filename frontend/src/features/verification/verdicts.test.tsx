/** Verdicts wait on the device, also those that one press gave to all. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type ComponentProps, StrictMode } from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { forgetPerson, keepFor } from '../../offline/device';
import { VerdictForm } from './VerdictForm';

const user = userEvent.setup({ delay: null });
beforeEach(() => keepFor({ id: 'ani', name: 'Ani', grants: [] }));
afterEach(forgetPerson);

const reading = {
  items: [0, 1].map((position) => ({
    position,
    documents: [],
    finding: 'unchecked',
    requirement: { code: 'document', operator: 'present', source: '', value: 'ktp' },
  })),
} as unknown as ComponentProps<typeof VerdictForm>['reading'];

const open = () =>
  render(
    <StrictMode>
      <QueryClientProvider client={new QueryClient()}>
        <VerdictForm
          reading={reading}
          lists={[]}
          problem={null}
          running={false}
          onGive={() => {}}
        />
      </QueryClientProvider>
    </StrictMode>,
  );
const chosen = () =>
  screen.getAllByRole<HTMLInputElement>('radio', { checked: true }).map((one) => one.value);

it('no older verdict returns over "all met"', async () => {
  const first = open();
  await user.click(screen.getAllByRole('radio', { name: 'Tidak memenuhi' })[1] as HTMLElement);
  await user.type(screen.getByLabelText(/Catatan/), 'buram');
  first.unmount();
  const second = open();
  expect(chosen()).toEqual(['not_met']);
  expect(screen.getByLabelText(/Catatan/)).toHaveProperty('value', 'buram');
  await user.click(screen.getByRole('button', { name: 'Semua memenuhi' }));
  second.unmount();
  open();
  expect(chosen()).toEqual(['met', 'met']);
});

/** A page that shows something stays when asking again fails; one that shows nothing yet gives way to the error page. */
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { Component, type ReactNode } from 'react';
import { expect, it, vi } from 'vitest';
import { untilShown } from './queries';

class Boundary extends Component<{ children: ReactNode }> {
  override state = { failed: false };
  static getDerivedStateFromError = () => ({ failed: true });
  override render() {
    return this.state.failed ? <p>Halaman galat</p> : this.props.children;
  }
}

function Page({ answer }: { answer: () => Promise<string> }) {
  const { data, error, refetch } = useQuery({
    ...untilShown,
    queryKey: ['page'],
    retry: false,
    queryFn: answer,
  });
  return (
    <button type="button" onClick={() => void refetch()}>
      {data} {error && 'tertahan'}
    </button>
  );
}

const open = (answer: () => Promise<string>) =>
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Boundary>
        <Page answer={answer} />
      </Boundary>
    </QueryClientProvider>,
  );
const fail = () => Promise.reject(new Error('no line'));

it('keeps the page', async () => {
  const answer = vi.fn(fail).mockImplementationOnce(async () => 'Isi' as never);
  open(answer);
  (await screen.findByText(/Isi/)).click();
  expect(await screen.findByText('Isi tertahan')).toBeTruthy();
});

it('gives way while there is nothing to show', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  open(fail);
  expect(await screen.findByText('Halaman galat')).toBeTruthy();
  vi.restoreAllMocks();
});

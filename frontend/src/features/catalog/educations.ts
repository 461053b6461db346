/** Names of education codes, from the catalogue; a name that is not there yet shows as its code. */
import { useQueries } from '@tanstack/react-query';
import { api, ask } from '../../api/client';

export const findEducations = (text: string, limit = 10) =>
  ask(api.GET('/api/v1/education-codes', { params: { query: { text, limit } } }));

/** The catalogue answers one code at a time, so a long list is not asked for whole. */
const MOST = 20;

export function useEducationNames(codes: string[]): (code: string) => string {
  const asked = [...new Set(codes)].slice(0, MOST);
  const found = useQueries({
    queries: asked.map((code) => ({
      queryKey: ['education-codes', code],
      staleTime: 3_600_000,
      queryFn: () => findEducations(code),
    })),
  });
  return (code) =>
    found[asked.indexOf(code)]?.data?.items.find((one) => one.code === code)?.name ?? code;
}

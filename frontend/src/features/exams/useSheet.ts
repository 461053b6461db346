/** A sheet with its version, and all of its rows, read page by page until the end so that the counts are true. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, ask, askVersioned } from '../../api/client';
import type { components } from '../../api/schema.gen';

export type Row = components['schemas']['MarkSheetRow'];
export type SheetPlace = { agency: string; round: string; sheet: string };

const path = ({ agency, round, sheet }: SheetPlace) => ({ agency, round, import: sheet });

export const useSheet = (place: SheetPlace) =>
  useQuery({
    queryKey: ['mark-sheet', path(place)],
    queryFn: () =>
      askVersioned(
        api.GET('/api/v1/agencies/{agency}/rounds/{round}/marks/{import}', {
          params: { path: path(place) },
        }),
      ),
  });

export type Counts = { people: number; absent: number; disqualified: number };

export function countRows(rows: Row[]): Counts {
  const of = (presence: string) => rows.filter((row) => row.presence === presence).length;
  return { people: rows.length, absent: of('absent'), disqualified: of('disqualified') };
}

/** Whether the text of the file is the number as people write it, zeros at the end or not. */
export function sameNumber({ delivered, value }: Row['marks'][string]): boolean {
  const plain = delivered.trim().replace(',', '.');
  return (plain.includes('.') ? plain.replace(/\.?0+$/, '') : plain) === value;
}

export function useRows(place: SheetPlace, wanted: boolean) {
  const list = useInfiniteQuery({
    queryKey: ['mark-sheet', path(place), 'rows'],
    enabled: wanted,
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/v1/agencies/{agency}/rounds/{round}/marks/{import}/rows', {
          params: { path: path(place), query: { cursor: pageParam, limit: 100 } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const { hasNextPage, isFetchingNextPage, isError, fetchNextPage } = list;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isError) fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isError, fetchNextPage]);
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  return { rows, complete: list.isSuccess && !hasNextPage, error: list.error, again: list.refetch };
}

/** Work that waits: how much, how long, and a list that the keyboard walks. */
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { useShowTexts } from './showTexts';

export type QueueProps<Item> = {
  title: string;
  count: number;
  /** Age of the oldest, in words: '3 hari'. */
  oldest?: string;
  forecast?: string;
  promised?: string;
  items: Item[];
  itemKey: (item: Item) => string;
  /** Must hold one link or button, which J and K move to. */
  children: (item: Item) => ReactNode;
};

export function Queue<Item>({
  title,
  count,
  oldest,
  forecast,
  promised,
  items,
  itemKey,
  children,
}: QueueProps<Item>) {
  const t = useShowTexts();
  const list = useRef<HTMLOListElement>(null);

  const move = (event: KeyboardEvent) => {
    const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0;
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof HTMLElement && event.target.matches('input, textarea, select'))
      return;
    const rows = [...(list.current?.children ?? [])];
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const next = rows[at < 0 ? 0 : Math.min(Math.max(at + step, 0), rows.length - 1)];
    next?.querySelector<HTMLElement>('a, button')?.focus();
    event.preventDefault();
  };

  return (
    <section aria-label={title} className="grid gap-3" onKeyDown={move}>
      <header className="grid gap-1">
        <h2 className="text-xl">{title}</h2>
        <p className="flex flex-wrap gap-x-6 gap-y-1 text-muted">
          <strong className="text-ink">{t('queueCount', { count })}</strong>
          {oldest && <span>{t('queueOldest', { age: oldest })}</span>}
          {forecast && <span>{t('queueForecast', { date: forecast })}</span>}
          {promised && <span>{t('queuePromise', { date: promised })}</span>}
        </p>
        <p className="hidden text-sm text-muted md:block">{t('queueKeys')}</p>
      </header>
      <ol ref={list} className="card divide-y divide-line overflow-hidden">
        {items.map((item) => (
          <li key={itemKey(item)} className="p-3 focus-within:bg-brand-soft hover:bg-surface">
            {children(item)}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** A page with its head: sets the title, and moves the focus to the heading after a change of page. */
import { useRouterState } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { useDemo } from '../api/demo';
import { PageHeader, type PageHeaderProps } from '../ui/Page';
import { useAppTexts } from './texts';

// The browser itself announces the first page; only later changes need help.
let announced: string | null = null;

export function AppPage({
  children,
  ...head
}: Omit<PageHeaderProps, 'headingRef' | 'children'> & { children: ReactNode }) {
  const t = useAppTexts();
  const demo = useDemo();
  const heading = useRef<HTMLHeadingElement>(null);
  // The resolved address: the one whose page is on screen, not the one still loading.
  const path = useRouterState({
    select: (state) => (state.resolvedLocation ?? state.location).pathname,
  });

  useEffect(() => {
    const title = `${head.title} · ${t('site')}`;
    document.title = demo ? t('demoTitle', { title }) : title;
  }, [head.title, demo, t]);

  useEffect(() => {
    if (announced !== null && announced !== path) heading.current?.focus();
    announced = path;
  }, [path]);

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
      <PageHeader {...head} headingRef={heading} />
      {children}
    </div>
  );
}

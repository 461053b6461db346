/** The head of a page, the way to it, and what stands there while it is empty. */
import { Link } from '@tanstack/react-router';
import type { ReactNode, Ref } from 'react';
import { Button } from './Button';
import { Icon } from './Icon';
import { Songket, SongketMark } from './Songket';
import { useUiTexts } from './texts';

type Crumb = { label: string; to?: string };

function Breadcrumbs({ crumbs }: { crumbs: Crumb[] }) {
  const t = useUiTexts();
  return (
    <nav aria-label={t('breadcrumbs')}>
      <ol className="flex flex-wrap items-center gap-x-2 text-sm">
        {crumbs.map((crumb, index) => (
          <li key={crumb.label} className="flex min-w-0 items-center gap-2">
            {index > 0 && <Icon name="chevron" className="size-3.5 text-muted" />}
            {crumb.to ? (
              <Link to={crumb.to} className="link inline-flex min-h-11 items-center">
                {crumb.label}
              </Link>
            ) : (
              <span aria-current="page" className="text-muted">
                {crumb.label}
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

export type PageHeaderProps = {
  title: string;
  lead?: ReactNode;
  crumbs?: Crumb[];
  /** The woven band, at the head of public pages. */
  motif?: boolean;
  headingRef?: Ref<HTMLHeadingElement>;
  children?: ReactNode;
};

export function PageHeader({
  title,
  lead,
  crumbs,
  motif = false,
  headingRef,
  children,
}: PageHeaderProps) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      {motif && <Songket className="mb-3 text-brand opacity-45 sm:mb-5" />}
      {crumbs && <Breadcrumbs crumbs={crumbs} />}
      <h1 ref={headingRef} tabIndex={-1} className="max-w-[24ch] text-2xl sm:text-4xl">
        {title}
      </h1>
      {lead && <p className="max-w-prose text-lg text-muted">{lead}</p>}
      {children}
    </div>
  );
}

/** What will stand here, and how it gets here. */
export function EmptyState({
  title,
  children,
  act,
}: {
  title: string;
  children: ReactNode;
  act?: ReactNode;
}) {
  return (
    <div className="card grid h-full content-center justify-items-center gap-3 bg-surface px-4 py-8 text-center">
      <SongketMark className="size-14 text-brand" />
      <h2 className="text-lg">{title}</h2>
      <p className="max-w-prose text-muted">{children}</p>
      {act}
    </div>
  );
}

/** Keyset paging: says how many are shown and fetches the next ones. */
export function LoadMore({
  shown,
  more,
  loading,
  onMore,
}: {
  shown: number;
  more: boolean;
  loading: boolean;
  onMore: () => void;
}) {
  const t = useUiTexts();
  return (
    <div className="flex flex-wrap items-center gap-4">
      {more && (
        <Button busy={loading} onClick={onMore}>
          {loading ? t('loading') : t('loadMore')}
        </Button>
      )}
      <span role="status" className="text-sm text-muted">
        {t('shownOf', { count: shown })}
      </span>
    </div>
  );
}

export function SkipLink() {
  const t = useUiTexts();
  return (
    <a
      href="#main"
      className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-brand focus:px-4 focus:py-3 focus:font-semibold focus:text-on-brand"
    >
      {t('skip')}
    </a>
  );
}

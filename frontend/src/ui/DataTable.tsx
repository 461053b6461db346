/** A table that becomes cards on a phone without losing a column. */
import { Fragment, type ReactNode } from 'react';
import { Icon } from './Icon';
import { useShowTexts } from './showTexts';

type Column<Row> = {
  key: string;
  title: string;
  cell: (row: Row) => ReactNode;
  /** Numbers line up at the right. */
  numeric?: boolean;
  /** The column that names the row; the card's heading. Exactly one. */
  heading?: boolean;
  sortable?: boolean;
};

type Sort = { key: string; descending: boolean };

export type DataTableProps<Row> = {
  caption: string;
  /** A heading above says the same: who sees the page reads it once, who hears it still learns the table's name. */
  headed?: boolean;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  /** Rows that follow each other under one heading say once what they share. */
  group?: (row: Row) => { key: string; title: ReactNode };
};

type CellProps = { title: string; numeric?: boolean; children: ReactNode };

function Cell({ title, numeric, children }: CellProps) {
  // A card lists what is there.
  const shown = children === '' ? 'hidden' : 'flex';
  return (
    // biome-ignore-start lint/a11y/noRedundantRoles: a table laid out as blocks loses them in some browsers.
    // biome-ignore-start lint/a11y/useSemanticElements: see above.
    <td
      role="cell"
      className={`${shown} flex-wrap items-baseline justify-between gap-x-4 sm:table-cell sm:px-3 sm:py-3 sm:align-top sm:first:pl-0 ${numeric ? 'figures sm:text-right' : ''}`}
    >
      <span aria-hidden="true" className="min-w-0 text-sm wrap-anywhere text-muted sm:hidden">
        {title}
      </span>
      <span
        className={`ml-auto min-w-0 text-right break-words sm:block ${numeric ? '' : 'sm:text-left'}`}
      >
        {children}
      </span>
    </td>
    // biome-ignore-end lint/a11y/useSemanticElements: see above.
    // biome-ignore-end lint/a11y/noRedundantRoles: see above.
  );
}

function GroupHeading({ columns, children }: { columns: number; children: ReactNode }) {
  return (
    <tr className="block pt-3 first:pt-0 sm:table-row">
      <th
        scope="rowgroup"
        colSpan={columns}
        className="block text-left font-normal sm:table-cell sm:border-b sm:border-edge sm:pt-6 sm:pb-2"
      >
        {children}
      </th>
    </tr>
  );
}

export function DataTable<Row>({
  caption,
  headed = false,
  columns,
  rows,
  rowKey,
  sort,
  onSort,
  group,
}: DataTableProps<Row>) {
  const t = useShowTexts();
  return (
    // The roles are written out because a table laid out as blocks loses them in some browsers.
    // biome-ignore-start lint/a11y/noRedundantRoles: see above.
    // biome-ignore-start lint/a11y/useSemanticElements: see above.
    // A wide table scrolls by itself, also by keyboard, and the page does not.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse must reach what lies to the right.
    <div role="group" aria-label={caption} tabIndex={0} className="sm:overflow-x-auto">
      <table role="table" className="block w-full border-collapse sm:table">
        <caption
          className={headed ? 'sr-only' : 'block pb-2 text-left text-lg font-bold sm:table-caption'}
        >
          {caption}
        </caption>
        <thead role="rowgroup" className="sr-only sm:not-sr-only sm:table-header-group">
          <tr role="row" className="border-b-2 border-edge">
            {columns.map((column) => {
              const sorted = sort?.key === column.key;
              const order = sort?.descending ? 'descending' : 'ascending';
              return (
                <th
                  key={column.key}
                  role="columnheader"
                  scope="col"
                  aria-sort={sorted ? order : undefined}
                  className={`px-3 py-2 align-bottom text-sm font-semibold first:pl-0 ${column.numeric ? 'text-right' : 'text-left'}`}
                >
                  {column.sortable && onSort ? (
                    <button
                      type="button"
                      className="inline-flex min-h-11 cursor-pointer items-center gap-1 font-semibold text-brand"
                      aria-label={t('sortBy', { column: column.title })}
                      onClick={() =>
                        onSort({ key: column.key, descending: sorted && !sort?.descending })
                      }
                    >
                      {column.title}
                      <Icon
                        name="down"
                        className={`size-4 ${sorted ? '' : 'opacity-30'} ${sorted && !sort?.descending ? 'rotate-180' : ''}`}
                      />
                    </button>
                  ) : (
                    column.title
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody role="rowgroup" className="grid gap-3 sm:table-row-group">
          {rows.map((row, at) => {
            const heading = group?.(row);
            const before = rows[at - 1];
            const opens = heading && (!before || group?.(before).key !== heading.key);
            return (
              <Fragment key={rowKey(row)}>
                {opens && <GroupHeading columns={columns.length}>{heading.title}</GroupHeading>}
                <tr
                  role="row"
                  className="card grid gap-1 p-4 sm:table-row sm:rounded-none sm:border-0 sm:border-b sm:bg-transparent"
                >
                  {columns.map((column) =>
                    column.heading ? (
                      <th
                        key={column.key}
                        role="rowheader"
                        scope="row"
                        className="pb-1 text-left font-semibold sm:px-3 sm:py-3 sm:align-top sm:first:pl-0"
                      >
                        {column.cell(row)}
                      </th>
                    ) : (
                      <Cell key={column.key} title={column.title} numeric={column.numeric}>
                        {column.cell(row)}
                      </Cell>
                    ),
                  )}
                </tr>
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
    // biome-ignore-end lint/a11y/useSemanticElements: see above.
    // biome-ignore-end lint/a11y/noRedundantRoles: see above.
  );
}

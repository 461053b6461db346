/** One part of a page under its own heading. */
import type { ReactNode } from 'react';

export function Block({
  title,
  lead,
  children,
}: {
  title: string;
  lead?: string;
  children: ReactNode;
}) {
  return (
    <section className="grid gap-4 border-t border-line pt-6">
      <div className="grid gap-1">
        <h2 className="text-xl">{title}</h2>
        {lead && <p className="max-w-prose text-muted">{lead}</p>}
      </div>
      {children}
    </section>
  );
}

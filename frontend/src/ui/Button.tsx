/** Acts and the links that look like acts. One primary per page. */
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, ButtonHTMLAttributes, ReactNode, Ref } from 'react';

export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger';

const KINDS: Record<ButtonKind, string> = {
  primary: 'bg-brand text-on-brand border-brand hover:bg-brand-strong hover:border-brand-strong',
  secondary: 'bg-paper text-brand border-brand hover:bg-brand-soft',
  quiet: 'bg-transparent text-brand border-transparent hover:bg-brand-soft',
  danger: 'bg-paper text-unmet border-unmet hover:bg-unmet-soft',
};

const look = (kind: ButtonKind) =>
  `inline-flex min-h-11 items-center justify-center gap-2 rounded-md border px-4 py-2 sm:px-5 text-center leading-snug font-semibold transition-colors cursor-pointer aria-disabled:cursor-not-allowed aria-disabled:opacity-60 ${KINDS[kind]}`;

type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled'> & {
  kind?: ButtonKind;
  /** While true the button says so, keeps its place and its focus, and does nothing. */
  busy?: boolean;
  children: ReactNode;
};

export function Button({
  kind = 'secondary',
  busy = false,
  type = 'button',
  className = '',
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      className={`${look(kind)} ${className}`}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    />
  );
}

type AnchorProps = AnchorHTMLAttributes<HTMLAnchorElement> & {
  kind?: ButtonKind;
  ref?: Ref<HTMLAnchorElement>;
};

function Anchor({ kind = 'secondary', className = '', ...rest }: AnchorProps) {
  return <a {...rest} className={`${look(kind)} ${className}`} />;
}

// Pure: a page without links to pages does not carry the router.
export const LinkButton = /* @__PURE__ */ createLink(Anchor);

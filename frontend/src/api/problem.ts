/** What went wrong, in one shape, wherever it went wrong (RFC 9457). */
import { currentLanguage } from '../i18n/language';

export type FieldProblem = {
  pointer: string;
  code: string;
  message: string;
  /** Values for a text of our own. */
  parameters?: Record<string, string>;
};
export type Problem = {
  status: number;
  code: string;
  title: string;
  detail: string;
  errors: FieldProblem[];
  trace_id: string | null;
};

export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.title);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

// Said by the app itself, for the case that nothing else can be reached; hence in both languages here.
const PLAIN = {
  network: {
    id: {
      title: 'Tidak tersambung ke server',
      detail:
        'Periksa sambungan internet Anda, lalu coba lagi. Isian Anda masih ada di halaman ini.',
    },
    en: {
      title: 'No connection to the server',
      detail:
        'Check your internet connection, then try again. What you typed is still on this page.',
    },
  },
  unreadable: {
    id: {
      title: 'Server menjawab dengan cara yang tidak kami kenali',
      detail: 'Coba lagi dalam beberapa menit. Isian Anda masih ada di halaman ini.',
    },
    en: {
      title: 'The server answered in a way we do not recognise',
      detail: 'Try again in a few minutes. What you typed is still on this page.',
    },
  },
  app: {
    id: {
      title: 'Halaman ini tidak dapat ditampilkan',
      detail: 'Ada kesalahan pada aplikasi kami, bukan pada Anda. Muat ulang halaman ini.',
    },
    en: {
      title: 'This page cannot be shown',
      detail: 'The fault lies in our app, not with you. Reload this page.',
    },
  },
} as const;

function plain(kind: keyof typeof PLAIN, status: number, code: string): Problem {
  return { status, code, ...PLAIN[kind][currentLanguage()], errors: [], trace_id: null };
}

export const networkProblem = () => plain('network', 0, 'network_unreachable');

const text = (value: unknown) => (typeof value === 'string' ? value : '');

function readParameters(value: unknown): Record<string, string> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, text(one)]));
}

function readErrors(value: unknown): FieldProblem[] {
  if (!Array.isArray(value)) return [];
  return value.map((item: Record<string, unknown> | null) => ({
    pointer: text(item?.pointer),
    code: text(item?.code),
    message: text(item?.message),
    parameters: readParameters(item?.parameters),
  }));
}

/** Reads an answer's body as a problem; a body that is none (a proxy's page, say) becomes a plain sentence. */
export function readProblem(status: number, body: unknown): Problem {
  if (typeof body !== 'object' || body === null || !('title' in body)) {
    return plain('unreadable', status, 'unreadable_answer');
  }
  const found = body as Record<string, unknown>;
  return {
    status,
    code: text(found.code) || 'unknown',
    title: text(found.title),
    detail: text(found.detail),
    errors: readErrors(found.errors),
    trace_id: text(found.trace_id) || null,
  };
}

/** Whether the same request may succeed later without anybody doing anything: no connection, a server in trouble. */
export const passesByItself = ({ code, status }: Problem) =>
  code === 'network_unreachable' || status >= 500;

/** Any thrown thing as a problem, for error boundaries and `catch`. */
export function asProblem(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  // A lazily loaded part that could not be fetched is a lost connection, not a fault of the page.
  if (error instanceof TypeError && /fetch|import|load/i.test(error.message))
    return networkProblem();
  return plain('app', 0, 'app_error');
}

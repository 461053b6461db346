/** A document of the applicant, opened in the page: fetched with the session, shown from memory, forgotten when closed. */
import { useEffect, useState } from 'react';
import { sessionFetch } from '../../api/client';
import { asProblem, type Problem, ProblemError, readProblem } from '../../api/problem';
import { useLanguage } from '../../i18n/language';
import { Button } from '../../ui/Button';
import { ProblemSummary } from '../../ui/ProblemSummary';
import { documentName } from './requirement';
import { useVerificationTexts } from './texts';

export type Shown = { id: string; kind: string; media_type: string };

export function DocumentView({
  agency,
  application,
  shown,
  onClose,
}: {
  agency: string;
  application: string;
  shown: Shown;
  onClose: () => void;
}) {
  const t = useVerificationTexts();
  const kind = documentName(shown.kind, useLanguage());
  const [url, setUrl] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    let address: string | null = null;
    let gone = false;
    const path = `/api/v1/agencies/${agency}/applications/${application}/evidence/${shown.id}`;
    sessionFetch(new Request(new URL(path, location.origin)))
      .then(async (response) => {
        if (!response.ok)
          throw new ProblemError(
            readProblem(response.status, await response.json().catch(() => null)),
          );
        const blob = await response.blob();
        if (gone) return;
        address = URL.createObjectURL(blob);
        setUrl(address);
      })
      .catch((error) => setProblem(asProblem(error)));
    return () => {
      gone = true;
      if (address) URL.revokeObjectURL(address);
      setUrl(null);
    };
  }, [agency, application, shown.id]);
  return (
    <section className="card grid gap-3 p-4" aria-label={kind}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-lg">{kind}</h2>
        <Button onClick={onClose}>{t('closeDocument')}</Button>
      </div>
      <ProblemSummary problem={problem} />
      {!url && !problem && <p className="text-muted">{t('loading')}</p>}
      {url && shown.media_type.startsWith('image/') && (
        <img src={url} alt={kind} className="max-h-[80vh] w-full object-contain" />
      )}
      {url && !shown.media_type.startsWith('image/') && (
        <p>
          <a
            className="link inline-flex min-h-11 items-center"
            href={url}
            target="_blank"
            rel="noreferrer"
          >
            {t('openDocument', { kind: shown.kind })}
          </a>
        </p>
      )}
    </section>
  );
}

/** What an announcement says of its own publication: on which basis names stand, and what is withheld. Loads by itself. */
import { formatDate } from '../../../i18n/format';
import { useLanguage } from '../../../i18n/language';
import type { Detail } from '../parts';
import { useProfileTexts } from './profileTexts';

export function Disclosed({ detail }: { detail: Detail }) {
  const t = useProfileTexts();
  const language = useLanguage();
  const { names_basis: basis, withheld } = detail;
  return (
    <>
      {basis && (
        <section className="grid gap-2">
          <h2 className="text-xl">{t('basis')}</h2>
          <dl className="grid gap-3 sm:grid-cols-2">
            <div>
              <dt className="text-sm text-muted">{t('document')}</dt>
              <dd className="wrap-anywhere">
                {basis.document}, {formatDate(basis.date, language)}
              </dd>
            </div>
            <div>
              <dt className="text-sm text-muted">{t('unit')}</dt>
              <dd>{basis.unit}</dd>
            </div>
            <div className="sm:col-span-2">
              <dt className="text-sm text-muted">{t('text')}</dt>
              <dd className="max-w-prose">{basis.text}</dd>
            </div>
          </dl>
        </section>
      )}
      {withheld && (
        <section className="grid gap-2">
          <h2 className="text-xl">{t('withheldTitle')}</h2>
          <p className="max-w-prose">
            {t('withheld', withheld)} {withheld.joined > 0 && t('joined', withheld)}{' '}
            {t('withheldOwn')}
          </p>
          <p className="text-sm break-all text-muted">
            {t('commitment')}: {withheld.commitment}
          </p>
        </section>
      )}
    </>
  );
}

/** What the second member sees before publication: the profile, who could be recognised, and every file with its size. */
import type { components } from '../../../api/schema.gen';
import { formatBytes } from '../../../i18n/format';
import { useLanguage } from '../../../i18n/language';
import { DataTable } from '../../../ui/DataTable';
import { Disclosed } from './Disclosed';
import { OpenWithheld } from './OpenWithheld';
import { useProfileTexts } from './profileTexts';
import { Report } from './Report';

type AnnouncementPreview = components['schemas']['AnnouncementPreview'];

export function Preview({ detail }: { detail: AnnouncementPreview }) {
  const t = useProfileTexts();
  const language = useLanguage();
  const below = detail.withheld?.below ?? 0;
  const what = {
    A: t('consequenceA'),
    B: t('consequenceB'),
    C: detail.withheld ? t('consequenceC', { below }) : t('consequenceB'),
  }[detail.profile];
  return (
    <>
      <section className="grid gap-2">
        <h2 className="text-xl">{t('will')}</h2>
        <p className="max-w-prose">
          {t('willProfile', { profile: detail.profile, what: what ?? '' })}
        </p>
      </section>
      <Disclosed detail={detail} />
      {detail.withheld && <OpenWithheld detail={detail} />}
      {detail.uniqueness && <Report report={detail.uniqueness} />}
      <section className="grid gap-2">
        <DataTable
          caption={t('files')}
          rows={detail.files}
          rowKey={(file) => file.name}
          columns={[
            { key: 'file', title: t('file'), heading: true, cell: (file) => file.name },
            {
              key: 'size',
              title: t('size'),
              numeric: true,
              cell: (file) => formatBytes(file.size, language),
            },
          ]}
        />
        <p className="max-w-prose text-sm text-muted">{t('filesHow')}</p>
      </section>
    </>
  );
}

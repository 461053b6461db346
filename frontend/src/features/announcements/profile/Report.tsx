/** Whether somebody without a place could be told apart: one sentence, the sizes of groups drawn, the rows that are. */
import type { components } from '../../../api/schema.gen';
import { BarChart } from '../../../ui/BarChart';
import { DataTable } from '../../../ui/DataTable';
import { VerdictBanner } from '../../../ui/Verdict';
import { useEducationNames } from '../../catalog/educations';
import { useProfileTexts } from './profileTexts';

type UniquenessReport = components['schemas']['UniquenessReport'];
type Alone = UniquenessReport['alone'][number];

const STEPS = [
  { least: 1, label: 'size1' },
  { least: 2, label: 'size2' },
  { least: 5, label: 'size5' },
  { least: 10, label: 'size10' },
] as const;

export function Report({ report }: { report: UniquenessReport }) {
  const t = useProfileTexts();
  const { alone, rows, sizes, blocks } = report;
  const nameOf = useEducationNames(alone.flatMap(({ education }) => education ?? []));
  const smallest = Math.min(...sizes.map(({ size }) => size));
  const bars = STEPS.map(({ least, label }, at) => {
    const most = STEPS[at + 1]?.least ?? Number.POSITIVE_INFINITY;
    const within = sizes.filter(({ size }) => size >= least && size < most);
    return { label: t(label), value: within.reduce((sum, one) => sum + one.rows, 0) };
  });
  const seen = ({ education, age_band, grade_band }: Alone) =>
    [
      education && t('education', { code: nameOf(education) }),
      age_band && t('born', { band: age_band.replace('-', '–') }),
      grade_band && t('grade', { band: grade_band.replace('-', '–') }),
    ]
      .filter(Boolean)
      .join(', ') || t('seenNone');
  const count = blocks ? alone.filter((one) => !one.needed).length : alone.length;
  const sentence = blocks ? 'reportBlocks' : alone.length > 0 ? 'reportNeeded' : 'reportGood';
  return (
    <section className="grid gap-4">
      <h2 className="text-xl">{t('reportTitle')}</h2>
      <VerdictBanner state={blocks ? 'unmet' : 'met'}>{t(sentence, { count })}</VerdictBanner>
      <p className="max-w-prose">{t('reportHow')}</p>
      {rows > 0 && (
        <BarChart
          title={t('groups')}
          sentence={t('groupsSentence', { rows, smallest })}
          unit={t('rows')}
          bars={bars}
        />
      )}
      {alone.length > 0 && (
        <DataTable
          caption={t('alone')}
          rows={alone}
          rowKey={(one) => one.participant_code}
          columns={[
            {
              key: 'code',
              title: t('code'),
              heading: true,
              cell: (one) => one.participant_code,
            },
            {
              key: 'vacancy',
              title: t('vacancy'),
              cell: (one) => `${one.post_title}, ${one.unit_path}`,
            },
            { key: 'seen', title: t('seen'), cell: seen },
            {
              key: 'decision',
              title: t('decision'),
              cell: (one) => <strong>{t(one.needed ? 'needed' : 'notNeeded')}</strong>,
            },
          ]}
        />
      )}
    </section>
  );
}

/** The way in for a sheet: stage, components, reason where marks are replaced, then the file. */
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useProblem } from '../../api/hooks';
import { useLanguage } from '../../i18n/language';
import { FieldGroup, FormProblem } from '../../ui/Field';
import { FileDrop } from '../../ui/FileDrop';
import { ProblemSummary } from '../../ui/Form';
import { Checkbox, Select, TextInput } from '../../ui/inputs';
import { Working } from '../../ui/LongWork';
import { TypedBack } from '../../ui/TypedBack';
import { useKept } from '../../ui/useKept';
import { uploadAnswer } from '../applications/upload';
import type { Place, Sheet, Stage } from './parts';
import { useMarkTexts } from './texts';

const MAX_BYTES = 20_000_000;

/** Address of the upload; components are named only when the sheet lacks some of the stage. */
export function uploadPath(place: Place, stage: Stage, chosen: string[], reason: string): string {
  const query = new URLSearchParams({ stage: stage.code });
  if (chosen.length < stage.components.length) query.set('components', chosen.join(','));
  if (reason.trim()) query.set('reason', reason.trim());
  return `/api/v1/agencies/${place.agency}/rounds/${place.round}/marks?${query}`;
}

export function UploadSheet({ place, stages }: { place: Place; stages: Stage[] }) {
  const t = useMarkTexts();
  const language = useLanguage();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const only = stages.length === 1 ? stages[0]?.code : undefined;
  const kept = useKept({ code: only ?? '', left: [] as string[], reason: '' }, 'sheet');
  const { code, left, reason } = kept.value;
  const [progress, setProgress] = useState<number>();
  const [waiting, setWaiting] = useState(false);
  const { problem, run } = useProblem();
  const stage = stages.find((one) => one.code === code);
  const chosen =
    stage?.components.map((one) => one.code).filter((one) => !left.includes(one)) ?? [];
  const send = (file: File) =>
    run(async () => {
      if (!stage || chosen.length === 0) return;
      setProgress(0);
      try {
        const path = uploadPath(place, stage, chosen, reason);
        const { status, data } = await uploadAnswer<Sheet>(path, file, (percent, held) => {
          setProgress(percent);
          setWaiting(held);
        });
        kept.drop();
        await queries.invalidateQueries({ queryKey: ['mark-sheets', place.agency, place.round] });
        const same = status === 200 ? '?sama=1' : '';
        await navigate({ href: `/petugas/nilai/${place.agency}/${place.round}/${data.id}${same}` });
      } finally {
        setProgress(undefined);
      }
    });
  return (
    <FormProblem value={problem}>
      <section className="card grid max-w-prose gap-6 p-4 sm:p-6">
        <h2 className="text-xl">{t('uploadTitle')}</h2>
        <ProblemSummary problem={problem} />
        <TypedBack kept={kept} />
        <Select
          pointer="/stage"
          label={t('stage')}
          hint={t('stageHint')}
          required
          value={code}
          onChange={(next) => kept.set({ code: next, left: [] })}
          options={stages.map((one) => ({
            value: one.code,
            label: language === 'id' ? one.name_id : one.name_en,
          }))}
        />
        {stage && stage.components.length > 1 && (
          <FieldGroup
            pointer="/components"
            label={t('components')}
            hint={t('componentsHint')}
            required
            error={chosen.length === 0 ? t('componentsMissing') : undefined}
          >
            {() => (
              <div className="grid gap-2">
                {stage.components.map((one) => (
                  <Checkbox
                    key={one.code}
                    pointer={`/components/${one.code}`}
                    label={`${language === 'id' ? one.name_id : one.name_en} (${one.code})`}
                    required
                    checked={!left.includes(one.code)}
                    onChange={(ticked) =>
                      kept.set({
                        left: ticked ? left.filter((out) => out !== one.code) : [...left, one.code],
                      })
                    }
                  />
                ))}
              </div>
            )}
          </FieldGroup>
        )}
        <TextInput
          pointer="/reason"
          label={t('reason')}
          hint={t('reasonHint')}
          maxLength={500}
          value={reason}
          onChange={(next) => kept.set({ reason: next })}
        />
        {stage && chosen.length > 0 ? (
          <FileDrop
            pointer="/file"
            label={t('file')}
            hint={t('fileHint', { columns: ['no_peserta', ...chosen, 'keterangan'].join(', ') })}
            required
            accept=".xlsx,.csv,text/csv"
            kinds="XLSX, CSV"
            maxBytes={MAX_BYTES}
            progress={progress}
            waiting={waiting}
            onFile={send}
          />
        ) : (
          <p className="text-muted">{t('chooseStageFirst')}</p>
        )}
        {progress === 100 && <Working label={t('checking')} />}
      </section>
    </FormProblem>
  );
}

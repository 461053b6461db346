/** The form itself: only what the vacancy needs, saved while one types, the requirements checked beside it. */
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Versioned } from '../../api/client';
import { asProblem, type Problem } from '../../api/problem';
import { useLanguage } from '../../i18n/language';
import { untilItArrives } from '../../offline/again';
import { announce } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { FileDrop } from '../../ui/FileDrop';
import { Form, ProblemSummary } from '../../ui/Form';
import { Deadline } from '../../ui/figures';
import { Icon } from '../../ui/Icon';
import { Checkbox, RadioGroup, Select, TextArea, TextInput } from '../../ui/inputs';
import type { Answers, Application, Question } from './api';
import { Conflicts } from './Conflicts';
import { PreCheck, WhoApplies } from './parts';
import { useApplicationTexts } from './texts';
import { upload } from './upload';
import { type Saving, useDraft } from './useDraft';

const MAX_BYTES = 5_000_000;

export function ApplyForm({ first }: { first: Versioned<Application> }) {
  const t = useApplicationTexts();
  const navigate = useNavigate();
  const draft = useDraft(first);
  const { application } = draft;
  const { post } = application;
  const answers = application.questions.filter((question) => question.kind !== 'document');
  const documents = application.questions.filter((question) => question.kind === 'document');
  const review = async () => {
    if (!(await draft.saveNow())) return;
    navigate({
      to: '/lamaran/$agency/$application/kirim',
      params: { agency: post.agency_id, application: application.id },
    });
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
      <div className="grid gap-1">
        {post.closes && (
          <p>
            {t('closesAt')} <Deadline closes={post.closes} zone={post.zone} />
          </p>
        )}
        {application.changed_since_submission && (
          <p className="font-semibold">{t('changedSince')}</p>
        )}
      </div>
      <WhoApplies application={application} />
      <Form
        problem={draft.problem}
        onSubmit={review}
        // The draft has its own place on the device, with the version that it was made from.
        keep={false}
      >
        <h2 className="text-xl">{t('answersTitle')}</h2>
        {answers.map((question) => (
          <Asked
            key={question.pointer}
            question={question}
            answers={draft.answers}
            change={draft.change}
          />
        ))}
        <h2 className="text-xl">{t('documentsTitle')}</h2>
        {documents.length === 0 && <p>{t('documentsNone')}</p>}
        {documents.map((question) => (
          <Upload
            key={question.pointer}
            question={question}
            application={application}
            attach={draft.attachDocument}
          />
        ))}
        <PreCheck application={application} />
        {draft.conflicts.length > 0 && (
          <Conflicts
            conflicts={draft.conflicts}
            questions={application.questions}
            resolve={draft.resolve}
          />
        )}
        <div className="sticky bottom-0 flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line bg-paper py-3">
          <Button kind="primary" type="submit" busy={draft.saving === 'saving'}>
            {t('review')}
          </Button>
          <SavingMark saving={draft.saving} />
          <span className="text-sm text-muted">
            {application.missing.length > 0
              ? t('missing', { count: application.missing.length })
              : t('complete')}
          </span>
        </div>
      </Form>
    </div>
  );
}

function SavingMark({ saving }: { saving: Saving }) {
  const t = useApplicationTexts();
  const words = {
    saved: t('saved'),
    saving: t('saving'),
    unsaved: t('unsaved'),
    kept: t('keptHere'),
    failed: t('notSaved'),
    conflict: t('conflictFirst'),
  } as const;
  return (
    <span role="status" className="inline-flex items-center gap-1.5 text-sm font-semibold">
      <Icon
        name={saving === 'saved' ? 'check' : saving === 'saving' ? 'clock' : 'warning'}
        className="size-4"
      />
      {words[saving]}
    </span>
  );
}

type Change = (part: Partial<Answers>) => void;

/** One question in the control that fits it. */
function Asked({
  question,
  answers,
  change,
}: {
  question: Question;
  answers: Answers;
  change: Change;
}) {
  const t = useApplicationTexts();
  const language = useLanguage();
  const basics = {
    pointer: question.pointer,
    label: question.label[language],
    hint: question.hint[language],
    why: { purpose: question.why[language], basis: question.basis, kept: question.kept[language] },
    required: true,
  };
  const statements = answers.statements ?? [];
  switch (question.kind) {
    case 'education':
      return (
        <Select
          {...basics}
          value={answers.education ?? ''}
          onChange={(education) => change({ education: education || null })}
          options={question.choices.map((choice) => ({
            value: choice.value,
            label: choice.label[language],
          }))}
        />
      );
    case 'gpa':
      return (
        <TextInput
          {...basics}
          inputMode="decimal"
          maxLength={6}
          value={answers.gpa ?? ''}
          onChange={(gpa) => change({ gpa: gpa || null })}
        />
      );
    case 'disability':
      return (
        <RadioGroup
          {...basics}
          value={answers.disability == null ? '' : String(answers.disability)}
          onChange={(value) => change({ disability: value === 'true' })}
          options={[
            { value: 'true', label: t('yes') },
            { value: 'false', label: t('no') },
          ]}
        />
      );
    case 'residence':
      return (
        <TextArea
          {...basics}
          maxLength={500}
          autoComplete="street-address"
          value={answers.residence ?? ''}
          onChange={(residence) => change({ residence: residence || null })}
        />
      );
    default:
      return (
        <Checkbox
          {...basics}
          checked={statements.includes(question.code)}
          onChange={(checked) =>
            change({
              statements: checked
                ? [...statements, question.code]
                : statements.filter((code) => code !== question.code),
            })
          }
        />
      );
  }
}

/** One document: chosen, sent with its progress, attached at once. */
function Upload({
  question,
  application,
  attach,
}: {
  question: Question;
  application: Application;
  attach: (code: string, document: string) => Promise<void>;
}) {
  const t = useApplicationTexts();
  const language = useLanguage();
  const [progress, setProgress] = useState<number>();
  const [waiting, setWaiting] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const stored = application.attachments.find((attached) => attached.code === question.code);
  const label = question.label[language];
  const send = async (file: File) => {
    setProblem(null);
    setProgress(0);
    try {
      const path = `/api/v1/agencies/${application.post.agency_id}/documents?kind=${question.code}`;
      const document = await upload<{ id: string }>(path, file, (percent, cut) => {
        setProgress(percent);
        setWaiting(cut);
      });
      await untilItArrives(
        () => attach(question.code, document.id),
        () => setWaiting(true),
      );
      announce(t('uploadDone', { name: label }));
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setProgress(undefined);
      setWaiting(false);
    }
  };
  return (
    <div className="grid gap-2">
      <ProblemSummary problem={problem} />
      <FileDrop
        pointer={question.pointer}
        label={label}
        hint={question.hint[language]}
        why={{
          purpose: question.why[language],
          basis: question.basis,
          kept: question.kept[language],
        }}
        required
        accept="application/pdf,image/jpeg,image/png"
        kinds="PDF, JPEG, PNG"
        maxBytes={MAX_BYTES}
        file={stored && { name: label, bytes: stored.document.byte_count }}
        progress={progress}
        waiting={waiting}
        onFile={send}
      />
    </div>
  );
}

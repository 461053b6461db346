/** Trainers of a session, found by name among the agency's employees. */
import { useState } from 'react';
import { asProblem } from '../../api/problem';
import { Button } from '../../ui/Button';
import { FieldGroup, FieldNotes, useWiring } from '../../ui/Field';
import { TextInput } from '../../ui/inputs';
import { useSettled, useTrainersByName } from './organizer';
import { useOrganizerTexts } from './organizerTexts';
import type { Trainer } from './plan';

function Chosen({ trainer, at, onRemove }: { trainer: Trainer; at: number; onRemove: () => void }) {
  const t = useOrganizerTexts();
  const { id, message } = useWiring({ pointer: `/trainers/${at}`, label: trainer.name });
  return (
    <li id={id} tabIndex={-1} className="card grid gap-1 px-4 py-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <strong>{trainer.name}</strong>
        <Button kind="quiet" onClick={onRemove}>
          {t('remove')}
          <span className="sr-only"> {trainer.name}</span>
        </Button>
      </div>
      <FieldNotes id={id} message={message} />
    </li>
  );
}

function Found({
  agency,
  text,
  chosen,
  onChoose,
}: {
  agency: string;
  text: string;
  chosen: Trainer[];
  onChoose: (trainer: Trainer) => void;
}) {
  const t = useOrganizerTexts();
  const { data, error, isFetching } = useTrainersByName(agency, text);
  const open = data?.items.filter(
    (one) => !chosen.some((trainer) => trainer.employee_id === one.employee_id),
  );
  return (
    <>
      <p role="status" className="text-muted empty:hidden">
        {isFetching && t('searching')}
        {!isFetching && open?.length === 0 && t('trainerNotFound')}
        {error && asProblem(error).title}
      </p>
      <ul className="grid gap-2">
        {open?.map((one) => (
          <li
            key={one.employee_id}
            className="flex flex-wrap items-center justify-between gap-2 border-b border-line pb-2"
          >
            <span className="min-w-0">
              {one.name}
              <span className="block text-sm text-muted">
                {one.post_title}, {one.unit_name}
              </span>
            </span>
            <Button onClick={() => onChoose({ employee_id: one.employee_id, name: one.name })}>
              {t('choose')}
              <span className="sr-only"> {one.name}</span>
            </Button>
          </li>
        ))}
      </ul>
      {data?.next && <p className="text-muted">{t('trainerMore')}</p>}
    </>
  );
}

export function Trainers({
  agency,
  chosen,
  onChange,
}: {
  agency: string;
  chosen: Trainer[];
  onChange: (trainers: Trainer[]) => void;
}) {
  const t = useOrganizerTexts();
  const [typed, setTyped] = useState('');
  const text = useSettled(typed.trim());
  return (
    <FieldGroup pointer="/trainers" label={t('trainers')} required hint={t('trainersHint')}>
      {() => (
        <div className="grid gap-4">
          {chosen.length === 0 && <p className="text-muted">{t('trainersNone')}</p>}
          <ul className="grid gap-2 empty:hidden">
            {chosen.map((trainer, at) => (
              <Chosen
                key={trainer.employee_id}
                trainer={trainer}
                at={at}
                onRemove={() => onChange(chosen.filter((one) => one !== trainer))}
              />
            ))}
          </ul>
          <TextInput
            pointer="/trainer_name"
            label={t('findTrainer')}
            hint={t('findTrainerHint')}
            type="search"
            required={chosen.length === 0}
            autoComplete="off"
            value={typed}
            onChange={setTyped}
            // Enter here means "search", which happens by itself; it must not send the form.
            onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
          />
          {text.length >= 2 && (
            <Found
              agency={agency}
              text={text}
              chosen={chosen}
              onChoose={(trainer) => {
                onChange([...chosen, trainer]);
                setTyped('');
              }}
            />
          )}
        </div>
      )}
    </FieldGroup>
  );
}

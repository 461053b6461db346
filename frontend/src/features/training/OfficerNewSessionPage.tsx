/** A new session of a course: where, when, for how many, by whom. It stays a draft until it is published. */
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { api, ask, idempotencyKey } from '../../api/client';
import { useProblem } from '../../api/hooks';
import { ownProblem } from '../../api/ownProblem';
import type { components } from '../../api/schema.gen';
import { AppPage } from '../../app/AppPage';
import { zoneName } from '../../i18n/format';
import { announce } from '../../ui/announce';
import { Button, LinkButton } from '../../ui/Button';
import { Form } from '../../ui/Form';
import { TextInput } from '../../ui/inputs';
import { EmptyState } from '../../ui/Page';
import { useKept } from '../../ui/useKept';
import { useAgency } from '../identity/agency';
import { PlannedMeetings } from './OfficerMeetings';
import { Trainers } from './OfficerTrainers';
import { useAllCourses, useKeyOf, useZone } from './organizer';
import { useOrganizerTexts } from './organizerTexts';
import { Waiting } from './parts';
import { bodyOf, gaps, newMeeting, type TypedPlan } from './plan';

type Course = components['schemas']['Course'];
type EditorProps = { agency: string; course: Course; zone: string };

const EMPTY: TypedPlan = {
  label: '',
  place: '',
  capacity: '',
  opens: '',
  closes: '',
  meetings: [newMeeting(1)],
  trainers: [],
};

/** How a place of the plan is called in a problem. */
function useFieldName() {
  const t = useOrganizerTexts();
  const names: Record<string, string> = {
    label: t('label'),
    place: t('place'),
    capacity: t('capacity'),
    enrolment_opens: t('enrolmentOpens'),
    enrolment_closes: t('enrolmentCloses'),
    day: t('partDay'),
    begins_at: t('partBegins'),
    ends_at: t('partEnds'),
    hours: t('partHours'),
  };
  return (pointer: string) => {
    const [first = '', at, part] = pointer.split('/').slice(1);
    return part
      ? t('ofMeeting', { number: Number(at) + 1, field: names[part] ?? part })
      : (names[first] ?? t('trainers'));
  };
}

/** Saves the draft and leads to its sheet. */
function useSave({ agency, course, zone }: EditorProps) {
  const t = useOrganizerTexts();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const keyOf = useKeyOf();
  const fieldName = useFieldName();
  const { problem, running, run, show } = useProblem();
  const save = (plan: TypedPlan) => {
    const open = gaps(plan, zone);
    if (open.length > 0) {
      const errors = open.map(({ pointer, need }) => ({
        pointer,
        code: need,
        message: t(need, { field: fieldName(pointer) }),
      }));
      show(ownProblem(t('gapsTitle'), errors));
      return;
    }
    const body = bodyOf(plan, zone);
    return run(async () => {
      const made = await ask(
        api.POST('/api/v1/agencies/{agency}/courses/{course}/sessions', {
          params: { path: { agency, course: course.id }, header: idempotencyKey(keyOf(body)) },
          body,
        }),
      );
      announce(t('sessionSaved'));
      await queries.invalidateQueries({ queryKey: ['training'] });
      await navigate({ to: '/petugas/pelatihan/$session', params: { session: made.id } });
    });
  };
  return { problem, running, save };
}

function Editor(props: EditorProps) {
  const { agency, course, zone } = props;
  const t = useOrganizerTexts();
  const { problem, running, save } = useSave(props);
  const kept = useKept(EMPTY);
  const { value: plan, set } = kept;
  const shown = zoneName(zone);
  return (
    <Form problem={problem} onSubmit={() => save(plan)} kept={kept}>
      <p>{t('zoneNote', { zone: shown })}</p>
      <TextInput
        pointer="/label"
        label={t('label')}
        hint={t('labelHint')}
        required
        value={plan.label}
        onChange={(label) => set({ label })}
      />
      <TextInput
        pointer="/place"
        label={t('place')}
        required
        value={plan.place}
        onChange={(place) => set({ place })}
      />
      <TextInput
        pointer="/capacity"
        label={t('capacity')}
        required
        inputMode="numeric"
        maxLength={5}
        className="max-w-32"
        value={plan.capacity}
        onChange={(capacity) => set({ capacity })}
      />
      <PlannedMeetings
        meetings={plan.meetings}
        zone={zone}
        hours={course.hours}
        onChange={(meetings) => set({ meetings })}
      />
      <fieldset className="card grid min-w-0 gap-4 p-4">
        <legend className="px-1 font-bold">{t('enrolment')}</legend>
        <TextInput
          pointer="/enrolment_opens"
          label={t('opens', { zone: shown })}
          type="datetime-local"
          required
          value={plan.opens}
          onChange={(opens) => set({ opens })}
        />
        <TextInput
          pointer="/enrolment_closes"
          label={t('closes', { zone: shown })}
          hint={t('closesHint')}
          type="datetime-local"
          required
          value={plan.closes}
          onChange={(closes) => set({ closes })}
        />
      </fieldset>
      <Trainers agency={agency} chosen={plan.trainers} onChange={(trainers) => set({ trainers })} />
      <div>
        <Button type="submit" kind="primary" busy={running}>
          {t('saveSession')}
        </Button>
      </div>
    </Form>
  );
}

export function OfficerNewSessionPage() {
  const t = useOrganizerTexts();
  const { course: id = '' } = useParams({ strict: false });
  const agency = useAgency('course.manage');
  const zone = useZone(agency);
  const { data } = useAllCourses(agency);
  const course = data?.find((one) => one.id === id);
  return (
    <AppPage
      title={t('newSession')}
      lead={course && t('newSessionLead', { title: course.title, hours: course.hours })}
      crumbs={[{ label: t('work'), to: '/petugas/pelatihan' }, { label: t('newSession') }]}
    >
      {(!data || !zone) && <Waiting />}
      {data && !course && (
        <EmptyState
          title={t('courseGone')}
          act={<LinkButton to="/petugas/pelatihan">{t('work')}</LinkButton>}
        >
          {t('courseGoneHow')}
        </EmptyState>
      )}
      {course && zone && <Editor agency={agency} course={course} zone={zone} />}
    </AppPage>
  );
}

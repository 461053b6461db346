/** A new course: what is taught, to what end, in how many hours. */
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ask, idempotencyKey } from '../../api/client';
import { useProblem } from '../../api/hooks';
import { ownProblem } from '../../api/ownProblem';
import { AppPage } from '../../app/AppPage';
import { announce } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { Form } from '../../ui/Form';
import { TextArea, TextInput } from '../../ui/inputs';
import { useAgency } from '../identity/agency';
import { useKeyOf } from './organizer';
import { useOrganizerTexts } from './organizerTexts';
import { wholeNumber } from './plan';

type NewCourse = { title: string; goal: string; hours: number };

/** Saves the course and leads to the plan of its first session. */
function useSave() {
  const t = useOrganizerTexts();
  const agency = useAgency('course.manage');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const keyOf = useKeyOf();
  const { problem, running, run, show } = useProblem();
  const save = (body: NewCourse) => {
    const errors = [
      {
        pointer: '/title',
        code: 'missing',
        message: body.title.trim() ? '' : t('needText', { field: t('courseTitle') }),
      },
      {
        pointer: '/goal',
        code: 'missing',
        message: body.goal.trim() ? '' : t('needText', { field: t('courseGoal') }),
      },
      {
        pointer: '/hours',
        code: 'missing',
        message: body.hours ? '' : t('needNumber', { field: t('courseHours') }),
      },
    ].filter((error) => error.message);
    if (errors.length > 0) return show(ownProblem(t('gapsTitle'), errors));
    return run(async () => {
      const made = await ask(
        api.POST('/api/v1/agencies/{agency}/courses', {
          params: { path: { agency }, header: idempotencyKey(keyOf(body)) },
          body,
        }),
      );
      announce(t('courseSaved'));
      await queries.invalidateQueries({ queryKey: ['training'] });
      await navigate({ to: '/petugas/pelatihan/baru/$course', params: { course: made.id } });
    });
  };
  return { problem, running, save };
}

export function OfficerNewCoursePage() {
  const t = useOrganizerTexts();
  const { problem, running, save } = useSave();
  const [title, setTitle] = useState('');
  const [goal, setGoal] = useState('');
  const [hours, setHours] = useState('');
  return (
    <AppPage
      title={t('newCourse')}
      lead={t('newCourseLead')}
      crumbs={[{ label: t('work'), to: '/petugas/pelatihan' }, { label: t('newCourse') }]}
    >
      <Form problem={problem} onSubmit={() => save({ title, goal, hours: wholeNumber(hours) })}>
        <TextInput
          pointer="/title"
          label={t('courseTitle')}
          hint={t('courseTitleHint')}
          required
          value={title}
          onChange={setTitle}
        />
        <TextArea
          pointer="/goal"
          label={t('courseGoal')}
          hint={t('courseGoalHint')}
          required
          value={goal}
          onChange={setGoal}
        />
        <TextInput
          pointer="/hours"
          label={t('courseHours')}
          hint={t('courseHoursHint')}
          required
          inputMode="numeric"
          maxLength={4}
          className="max-w-32"
          value={hours}
          onChange={setHours}
        />
        <div>
          <Button type="submit" kind="primary" busy={running}>
            {t('saveCourse')}
          </Button>
        </div>
      </Form>
    </AppPage>
  );
}

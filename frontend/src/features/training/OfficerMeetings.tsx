/** The meetings of a session: day, begin, end and hours of each, and how many hours they make together. */
import { zoneName } from '../../i18n/format';
import { Button } from '../../ui/Button';
import { FieldGroup } from '../../ui/Field';
import { TextInput } from '../../ui/inputs';
import { useOrganizerTexts } from './organizerTexts';
import { following, type TypedMeeting, totalHours } from './plan';

type Props = {
  meetings: TypedMeeting[];
  zone: string;
  /** What the meetings must add up to. */
  hours: number;
  onChange: (meetings: TypedMeeting[]) => void;
};

function MeetingFields({
  meeting,
  at,
  zone,
  onChange,
  onRemove,
}: {
  meeting: TypedMeeting;
  at: number;
  zone: string;
  onChange: (part: Partial<TypedMeeting>) => void;
  onRemove?: () => void;
}) {
  const t = useOrganizerTexts();
  const shown = zoneName(zone);
  return (
    <fieldset className="card grid min-w-0 gap-4 p-4">
      <legend className="px-1 font-bold">{t('meeting', { number: at + 1 })}</legend>
      <TextInput
        pointer={`/meetings/${at}/day`}
        label={t('day')}
        type="date"
        required
        className="max-w-56"
        value={meeting.day}
        onChange={(day) => onChange({ day })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextInput
          pointer={`/meetings/${at}/begins_at`}
          label={t('begins', { zone: shown })}
          type="time"
          required
          value={meeting.begins}
          onChange={(begins) => onChange({ begins })}
        />
        <TextInput
          pointer={`/meetings/${at}/ends_at`}
          label={t('ends', { zone: shown })}
          type="time"
          required
          value={meeting.ends}
          onChange={(ends) => onChange({ ends })}
        />
      </div>
      <TextInput
        pointer={`/meetings/${at}/hours`}
        label={t('meetingHours')}
        inputMode="numeric"
        maxLength={2}
        required
        className="max-w-24"
        value={meeting.hours}
        onChange={(hours) => onChange({ hours })}
      />
      {onRemove && (
        <div>
          <Button
            kind="quiet"
            aria-label={t('removeMeeting', { number: at + 1 })}
            onClick={onRemove}
          >
            {t('remove')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

export function PlannedMeetings({ meetings, zone, hours, onChange }: Props) {
  const t = useOrganizerTexts();
  const newId = Math.max(0, ...meetings.map(({ id }) => id)) + 1;
  const add = () => onChange([...meetings, following(meetings.at(-1), newId)]);
  const set = (id: number, part: Partial<TypedMeeting>) =>
    onChange(meetings.map((one) => (one.id === id ? { ...one, ...part } : one)));
  const remove = (id: number) => onChange(meetings.filter((one) => one.id !== id));
  return (
    <FieldGroup
      pointer="/meetings"
      label={t('meetings')}
      required
      hint={<span role="status">{t('meetingsHint', { count: totalHours(meetings), hours })}</span>}
    >
      {() => (
        <div className="grid gap-4">
          {meetings.map((meeting, at) => (
            <MeetingFields
              key={meeting.id}
              meeting={meeting}
              at={at}
              zone={zone}
              onChange={(part) => set(meeting.id, part)}
              onRemove={meetings.length > 1 ? () => remove(meeting.id) : undefined}
            />
          ))}
          <div>
            <Button onClick={add}>{t('addMeeting')}</Button>
          </div>
        </div>
      )}
    </FieldGroup>
  );
}

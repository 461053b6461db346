/** How a check ended: one sentence, what can be done, and the details one key away. */
import { useLanguage } from '../../i18n/language';
import type { FileName } from '../../lib/checker';
import { Button } from '../../ui/Button';
import { Icon, type IconName } from '../../ui/Icon';
import { save } from '../../ui/save';
import { Details } from './Details';
import { useEndingTexts } from './endingTexts';
import { type Chosen, NAMES, of } from './files';
import type { Answer } from './job';
import { useCheckTexts } from './texts';

const LOOK: Record<Answer['ending'], { icon: IconName; colours: string }> = {
  // Gold stands for proof alone: this is the one that proves something.
  same: { icon: 'seal', colours: 'border-ember-line bg-ember-soft text-ember' },
  computed: { icon: 'info', colours: 'border-edge bg-surface text-ink' },
  different: { icon: 'cross', colours: 'border-unmet bg-unmet-soft text-unmet' },
  unknown: { icon: 'warning', colours: 'border-waiting bg-waiting-soft text-waiting' },
};

type EndingProps = {
  answer: Answer;
  chosen: Chosen[];
  /** Only a stage before the last was looked at. */
  through: boolean;
  /** One mark of the example was changed on purpose. */
  changed: boolean;
  onBack: () => void;
  onOther: () => void;
};

export function Ending({ answer, chosen, through, changed, onBack, onOther }: EndingProps) {
  const t = useEndingTexts();
  const page = useCheckTexts();
  const sentence = useSentence(chosen);
  const { icon, colours } = LOOK[answer.ending];
  const next: string[] = [];
  if (changed) next.push(t('exampleChangedNote'));
  if (answer.ending === 'same' && through) next.push(t('sameThrough'));
  if (answer.ending === 'computed') next.push(t('computedHow'));
  if (answer.ending === 'different' && !changed) next.push(t('differsHow'));
  if (answer.ending === 'unknown') next.push(t('unknownHow'));
  if (answer.ending !== 'unknown') next.push(page('origin'));
  return (
    <section aria-label={t('verdict')} className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div
        role="status"
        className={`flex items-start gap-3 rounded-md border-2 p-4 sm:p-5 ${colours}`}
      >
        <Icon name={icon} className="mt-0.5 size-7" />
        <p className="min-w-0 max-w-prose text-lg font-semibold wrap-anywhere">
          {sentence(answer)}
        </p>
      </div>
      {next.map((line) => (
        <p key={line} className="max-w-prose">
          {line}
        </p>
      ))}
      <div className="flex flex-wrap gap-3">
        {answer.csv && <Save csv={answer.csv} />}
        <Button kind={answer.ending === 'unknown' ? 'primary' : 'secondary'} onClick={onBack}>
          {page('back')}
        </Button>
        <Button kind="quiet" onClick={onOther}>
          {t('other')}
        </Button>
      </div>
      {answer.summary && (
        <Details summary={answer.summary} seconds={answer.seconds} through={through} />
      )}
    </section>
  );
}

/** The name of a file as its owner knows it. */
const named = (chosen: Chosen[], use: FileName) => of(chosen, use)?.file.name ?? NAMES[use];

function useSentence(chosen: Chosen[]) {
  const t = useEndingTexts();
  const language = useLanguage();
  return (answer: Answer): string => {
    if (answer.ending === 'same') return t('same');
    if (answer.ending === 'computed') return t('computed', { file: NAMES.expected });
    if (answer.ending === 'unknown') {
      const { place, why } = answer.refusal;
      const parts = [named(chosen, place.file)];
      // A row is a name, not a quantity: no separator in it.
      if (place.row !== undefined) parts.push(t('atRow', { row: String(place.row) }));
      if (place.column !== undefined) parts.push(t('atColumn', { column: place.column }));
      return t('unknown', { place: parts.join(', '), why: why[language] });
    }
    const { row, participant, column, expected, found } = answer.difference;
    const where = {
      file: named(chosen, 'expected'),
      participants: named(chosen, 'participants'),
      participant,
      row: String(row),
    };
    if (column === 'participant') return found === '' ? t('added', where) : t('leftOut', where);
    return t('differs', {
      ...where,
      column,
      announced: expected || t('empty'),
      computed: found || t('empty'),
    });
  };
}

function Save({ csv }: { csv: Blob }) {
  const t = useEndingTexts();
  return (
    <Button onClick={() => save(csv, t('saveName'))}>
      <Icon name="download" />
      {t('save')}
    </Button>
  );
}

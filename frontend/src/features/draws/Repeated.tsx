/** The draw, repeated by this browser from the served files. */
import { useEffect, useState } from 'react';
import { checkDraw, DrawFault } from '../../lib/draw';
import { VerdictBanner } from '../../ui/Verdict';
import { useDrawTexts } from './texts';

type Ending = { same: number } | { fault: DrawFault } | 'unclear' | null;

async function file(base: string, name: string): Promise<string> {
  const answer = await fetch(`${base}/files/${name}`);
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.text();
}

const repeat = async (base: string): Promise<Ending> => {
  const [list = '', draw = '', order = '', drawn = ''] = await Promise.all(
    ['list.txt', 'draw.json', 'order.txt', 'drawn.json'].map((name) => file(base, name)),
  );
  return { same: await checkDraw({ list, draw, order, drawn }) };
};

export function Repeated({ base }: { base: string }) {
  const t = useDrawTexts();
  const [ending, setEnding] = useState<Ending>(null);
  useEffect(() => {
    let left = false;
    repeat(base)
      .catch((error): Ending => (error instanceof DrawFault ? { fault: error } : 'unclear'))
      .then((found) => left || setEnding(found));
    return () => {
      left = true;
    };
  }, [base]);
  if (ending === null) return <VerdictBanner state="unchecked">{t('checking')}</VerdictBanner>;
  if (ending === 'unclear') return <VerdictBanner state="waiting">{t('couldNot')}</VerdictBanner>;
  if ('same' in ending) {
    return (
      <VerdictBanner state="met" link={<p className="text-ink">{t('sameHow')}</p>}>
        {t('same', { count: ending.same })}
      </VerdictBanner>
    );
  }
  const { fault, about } = ending.fault;
  return (
    <VerdictBanner state="unmet">
      {t('notSame', { what: t(`fault_${fault}`, { about }) })}
    </VerdictBanner>
  );
}

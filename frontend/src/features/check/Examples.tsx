/** Rounds of invented people, so that nobody needs files to see how a check ends. */
import { useState } from 'react';
import { asProblem, type Problem } from '../../api/problem';
import { Button } from '../../ui/Button';
import { ProblemSummary } from '../../ui/ProblemSummary';
import { EXAMPLES, type Example, filesOf, type LoadBundle } from './examples';
import { useCheckTexts } from './texts';

type ExamplesProps = { load: LoadBundle; onFiles: (example: Example, files: File[]) => void };

export function Examples({ load, onFiles }: ExamplesProps) {
  const t = useCheckTexts();
  const [loading, setLoading] = useState<Example | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const take = async (example: Example) => {
    setLoading(example);
    setProblem(null);
    try {
      const files = await filesOf(example, load);
      onFiles(example, files);
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setLoading(null);
    }
  };
  return (
    <section className="grid gap-3">
      <h2 className="text-xl">{t('exampleTitle')}</h2>
      <p className="max-w-prose text-muted">{t('exampleHow')}</p>
      <ProblemSummary problem={problem} />
      <ul className="flex flex-wrap gap-3">
        {EXAMPLES.map((example) => (
          <li key={example.label}>
            <Button busy={loading !== null} onClick={() => take(example)}>
              {loading === example ? t('exampleLoading') : t(example.label)}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

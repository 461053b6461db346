/** Asks for an authenticator code and gives it to the server. */
import type { ReactNode } from 'react';
import { useState } from 'react';
import { api, ask } from '../../api/client';
import { useProblem } from '../../api/hooks';
import { Button } from '../../ui/Button';
import { Form } from '../../ui/Form';
import { TextInput } from '../../ui/inputs';
import { useEnterTexts } from './enterTexts';

export function CodeForm({
  act,
  label,
  onDone,
  children,
}: {
  act: string;
  label?: string;
  onDone: () => void;
  children?: ReactNode;
}) {
  const t = useEnterTexts();
  const [code, setCode] = useState('');
  const { problem, running, run } = useProblem();
  const submit = async () => {
    const done = await run(() =>
      ask(api.POST('/api/v1/identity/second-factor', { body: { code: code.trim() } })),
    );
    if (done) onDone();
    else setCode('');
  };
  return (
    <Form problem={problem} onSubmit={submit} keep={false}>
      <TextInput
        pointer="/code"
        label={label ?? t('code')}
        required
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={9}
        className="max-w-40 text-xl tracking-widest"
        value={code}
        onChange={setCode}
      />
      <div className="flex flex-wrap gap-3">
        <Button kind="primary" type="submit" busy={running}>
          {act}
        </Button>
        {children}
      </div>
    </Form>
  );
}

/** The text of a receipt, as another program's QR reader gives it or as a file shows it. */
import { useState } from 'react';
import { Button } from '../../../ui/Button';
import { useReceiptTexts } from './receiptTexts';

/** Copying loses the end of the last line and adds blanks around; nothing else is mended. */
const whole = (text: string) => `${text.replaceAll('\r\n', '\n').trim()}\n`;

export function PastedText({ onText }: { onText: (text: string) => void }) {
  const t = useReceiptTexts();
  const [text, setText] = useState('');
  return (
    <div className="grid max-w-prose justify-items-start gap-2">
      <label className="grid w-full gap-1.5">
        <span className="font-semibold">{t('paste')}</span>
        <span className="text-sm text-muted">{t('pasteHow')}</span>
        <textarea
          className="control font-mono text-sm"
          rows={4}
          spellCheck={false}
          autoComplete="off"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <Button onClick={() => text.trim() && onText(whole(text))}>{t('pasteStart')}</Button>
    </div>
  );
}

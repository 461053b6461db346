/** The rules: a shipped document or an own one, and what stands now in plain words. */
import { useState } from 'react';
import { api, ask, ifMatch } from '../../api/client';
import { Button } from '../../ui/Button';
import { Form } from '../../ui/Form';
import { RadioGroup, TextArea } from '../../ui/inputs';
import { useKept } from '../../ui/useKept';
import { OfficerFrame } from './OfficerFrame';
import { Reason } from './OfficerReason';
import { usePrepared } from './preparation';
import { usePrepareTexts } from './prepareTexts';
import { type RuleDocument, Rules } from './Rules';
import { NO_WHY, useChange } from './useChange';

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function Choose({ found }: { found: ReturnType<typeof usePrepared> }) {
  const t = usePrepareTexts();
  const kept = useKept({ ...NO_WHY, source: '', text: '' });
  const { source, text } = kept.value;
  const change = useChange(found, kept);
  const [tried, setTried] = useState(false);
  const own = change.published || source === 'own';
  const document = own ? read(text) : undefined;
  const send = () => {
    setTried(true);
    if (own && document === undefined) return;
    if (change.published) {
      return change.propose({ kind: 'rules', document });
    }
    return change.save(
      () =>
        ask(
          api.PUT('/api/v1/agencies/{agency}/rounds/{round}/rules', {
            params: {
              path: { agency: found.agency, round: found.round },
              header: { 'If-Match': found.etag },
            },
            headers: ifMatch(found.etag),
            body: { ...(own ? { document } : { shipped: source }), reason: kept.value.reason },
          }),
        ),
      t('saved'),
    );
  };
  return (
    <Form problem={change.problem} onSubmit={send} kept={kept}>
      {!change.published && (
        <RadioGroup
          pointer="/shipped"
          label={t('source')}
          required
          value={source}
          onChange={(source) => kept.set({ source })}
          options={[
            { value: 'blud-professional', label: t('shipped_blud') },
            { value: 'cpns-2024', label: t('shipped_cpns') },
            { value: 'own', label: t('ownDocument') },
          ]}
        />
      )}
      {own && (
        <>
          <label className="grid gap-1 font-semibold">
            {t('ruleFile')}
            <input
              type="file"
              accept="application/json,.json"
              className="control"
              onChange={(event) =>
                event.target.files?.[0]?.text().then((text) => kept.set({ text }))
              }
            />
          </label>
          <TextArea
            pointer="/document"
            label={t('ruleText')}
            required
            rows={10}
            spellCheck={false}
            className="font-mono text-sm"
            value={text}
            error={tried && document === undefined ? t('notJson') : undefined}
            onChange={(text) => kept.set({ text })}
          />
        </>
      )}
      <Reason why={kept.value} published={change.published} onChange={kept.set} />
      <div>
        <Button type="submit" kind="primary" busy={change.running}>
          {t(change.published ? 'sendProposal' : 'saveRules')}
        </Button>
      </div>
    </Form>
  );
}

export function OfficerRulesPage() {
  const t = usePrepareTexts();
  const found = usePrepared();
  return (
    <OfficerFrame title={t('rules')} found={found}>
      {({ page }) => (
        <>
          <Choose found={found} />
          {page.rules ? (
            <Rules rules={page.rules as RuleDocument} hash={page.rules_hash ?? ''} />
          ) : (
            <p className="text-muted">{t('noRules')}</p>
          )}
        </>
      )}
    </OfficerFrame>
  );
}

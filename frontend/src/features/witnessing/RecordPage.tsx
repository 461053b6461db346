/** `/catatan`: the head of the page; what reads keys and policies is heavy and comes after it stands. */
import { lazy, Suspense } from 'react';
import { AppPage } from '../../app/AppPage';
import { useLanguage, type Words } from '../../i18n/language';

const Records = lazy(() => import('./Records'));

const TITLE: Words = { id: 'Catatan publik', en: 'Public record' };
const LEAD: Words = {
  id: 'Setiap keputusan masuk catatan yang hanya dapat ditambah. Di sini tertulis kunci yang menandatanganinya dan siapa yang menyaksikannya.',
  en: 'Every decision goes into a record that can only grow. Here stand the keys that sign it and who watches it.',
};
const BACK: Words = { id: 'Periksa sendiri', en: 'Check it yourself' };
const LOADING: Words = { id: 'Memuat catatan …', en: 'Loading the record …' };

export function RecordPage() {
  const language = useLanguage();
  const title = TITLE[language];
  const crumbs = [{ label: BACK[language], to: '/periksa' as const }, { label: title }];
  return (
    <AppPage title={title} lead={LEAD[language]} crumbs={crumbs} motif>
      <Suspense fallback={<p className="text-muted">{LOADING[language]}</p>}>
        <Records />
      </Suspense>
    </AppPage>
  );
}

/** The way to what all this cannot stop. */
import { Link } from '@tanstack/react-router';
import { useLanguage, type Words } from '../../i18n/language';

const LABEL: Words = {
  id: 'Yang tidak dapat dicegah',
  en: 'What this cannot stop',
};

export function LimitsLink() {
  return (
    <Link className="link inline-flex min-h-11 items-center justify-self-start" to="/batas">
      {LABEL[useLanguage()]}
    </Link>
  );
}

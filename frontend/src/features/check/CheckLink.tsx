/** The way from an announcement or an explained result to checking it oneself. */
import { Link } from '@tanstack/react-router';
import { useLanguage, type Words } from '../../i18n/language';

const CHECK: Words = {
  id: 'Periksa sendiri dengan menghitung ulang',
  en: 'Check it yourself by recomputing',
};
const GUIDE: Words = { id: 'Caranya, langkah demi langkah', en: 'How, step by step' };

const LOOK = 'link inline-flex min-h-11 items-center';

export function CheckLink() {
  const language = useLanguage();
  return (
    <p className="flex flex-wrap gap-x-6">
      <Link className={LOOK} to="/periksa">
        {CHECK[language]}
      </Link>
      <Link className={LOOK} to="/periksa/caranya">
        {GUIDE[language]}
      </Link>
    </p>
  );
}

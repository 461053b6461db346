/** The way from an announcement or an explained result to checking it oneself. */
import { Link } from '@tanstack/react-router';
import { useLanguage, type Words } from '../../i18n/language';

const LABEL: Words = {
  id: 'Periksa sendiri dengan menghitung ulang',
  en: 'Check it yourself by recomputing',
};

export function CheckLink() {
  return (
    <Link className="link inline-flex min-h-11 items-center justify-self-start" to="/periksa">
      {LABEL[useLanguage()]}
    </Link>
  );
}

/** What else the page of checks leads to; it comes after the check itself stands. */
import { Link } from '@tanstack/react-router';
import { LimitsLink } from '../rules/LimitsLink';
import { useMoreTexts } from './moreTexts';
import { OneFile } from './OneFile';

export default function CheckMore() {
  const t = useMoreTexts();
  return (
    <>
      <p className="flex flex-wrap gap-x-6">
        <Link className="link inline-flex min-h-11 items-center" to="/periksa/caranya">
          {t('guide')}
        </Link>
        <Link className="link inline-flex min-h-11 items-center" to="/periksa/tanda-terima">
          {t('receipt')}
        </Link>
        <Link className="link inline-flex min-h-11 items-center" to="/catatan">
          {t('record')}
        </Link>
      </p>
      <OneFile />
      <LimitsLink />
    </>
  );
}

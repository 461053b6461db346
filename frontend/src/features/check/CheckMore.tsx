/** What else the page of checks leads to; it comes after the check itself stands. */
import { Link } from '@tanstack/react-router';
import { LimitsLink } from '../rules/LimitsLink';
import { useMoreTexts } from './moreTexts';
import { OneFile } from './OneFile';

export default function CheckMore() {
  const t = useMoreTexts();
  return (
    <>
      <Link
        className="link inline-flex min-h-11 items-center justify-self-start"
        to="/periksa/tanda-terima"
      >
        {t('receipt')}
      </Link>
      <OneFile />
      <LimitsLink />
    </>
  );
}

/** Words that forms say themselves, in English. */
import type { English } from '../i18n/catalog';
import type id from './formTexts.id';

const texts: English<typeof id> = {
  optional: 'may stay empty',
  purpose: 'What for',
  basis: 'Basis',
  kept: 'Kept',
  typedBack: 'We gave back what you typed on {time} and had not sent.',
  typedAnew: 'Start anew',
  typedNotHeld:
    'This device cannot keep what you filled in, perhaps because it is too large. It is lost if you close the page before sending it.',
  day: 'Day',
  month: 'Month',
  year: 'Year',
  choose: 'Choose',
  chooseFile: 'Choose a file',
  replaceFile: 'Replace the file',
  dropHere: 'or drop a file here',
  uploading: 'Uploading, {percent}%',
  uploadWaiting: 'The line is gone. The upload starts again by itself; do not close this page.',
  uploaded: 'Uploaded',
  atMost: 'at most {size}',
  willHappen: 'What will happen',
  toWhom: 'To whom',
  recorded: 'What is recorded',
  understood: 'I have read this and understand what follows.',
  understoodMissing: 'Tick the statement above before you go on.',
};
export default texts;

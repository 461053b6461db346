/** All pages for marks as one part to load: fewer parts keep the list that every public page carries short. */
export { ApprovePage } from './ApprovePage';
export { ChooseMarks, MarksPage } from './MarksPage';
export { SheetPage } from './SheetPage';

/** All pages for runs as one part to load: fewer parts keep the list that every public page carries short. */
export { ApproveRunPage } from './ApproveRunPage';
export { ConfirmRulingPage } from './ConfirmRulingPage';
export { RecordRulingPage } from './RecordRulingPage';
export { RunPage } from './RunPage';
export { ChooseRuns, RunsPage } from './RunsPage';
export { WhyPage } from './WhyPage';

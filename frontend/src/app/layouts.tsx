/** The root and the four areas. A feature's route names one of them as its parent. */
import {
  createRootRoute,
  createRoute,
  type ErrorComponentProps,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { ErrorPage, NotFoundPage } from './ErrorPage';
import { AreaShell, Main, RootFrame } from './Frame';
import { requireSignedIn } from './guards';

// Trouble outside any page still needs the main landmark that the shells bring.
const NotFoundInFrame = () => (
  <Main>
    <NotFoundPage />
  </Main>
);
const ErrorInFrame = (trouble: ErrorComponentProps) => (
  <Main>
    <ErrorPage {...trouble} />
  </Main>
);

// They bring the cache that public pages do without.
const signedIn = () => import('./SignedInShell');

export const rootRoute = createRootRoute({
  component: RootFrame,
  notFoundComponent: NotFoundInFrame,
});

export const publicArea = createRoute({
  getParentRoute: () => rootRoute,
  id: 'public',
  errorComponent: ErrorInFrame,
  component: () => <AreaShell area="public" />,
});
export const applicantArea = createRoute({
  getParentRoute: () => rootRoute,
  id: 'applicant',
  beforeLoad: requireSignedIn,
  errorComponent: ErrorInFrame,
  component: lazyRouteComponent(signedIn, 'ApplicantShell'),
});
export const officerArea = createRoute({
  getParentRoute: () => rootRoute,
  id: 'officer',
  beforeLoad: requireSignedIn,
  errorComponent: ErrorInFrame,
  component: lazyRouteComponent(signedIn, 'OfficerShell'),
});
export const employeeArea = createRoute({
  getParentRoute: () => rootRoute,
  id: 'employee',
  beforeLoad: requireSignedIn,
  errorComponent: ErrorInFrame,
  component: lazyRouteComponent(signedIn, 'EmployeeShell'),
});

/** The shells of the areas behind the sign-in, with the cache that only their pages use. */
import { QueryClientProvider } from '@tanstack/react-query';
import { queries } from '../api/queries';
import { AreaShell } from './Frame';
import type { Area } from './nav';

const shell = (area: Area) => () => (
  <QueryClientProvider client={queries}>
    <AreaShell area={area} />
  </QueryClientProvider>
);

export const ApplicantShell = shell('applicant');
export const OfficerShell = shell('officer');
export const EmployeeShell = shell('employee');

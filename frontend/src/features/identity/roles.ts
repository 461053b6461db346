/** The roles that can be granted, and their words. */
import type { useIdentityTexts } from './texts';

export const ROLES = [
  'verifier',
  'supervisor',
  'committee',
  'examiner',
  'personnel_officer',
  'unit_head',
  'trainer',
  'training_organizer',
  'counter_officer',
  'inspector',
  'observer',
  'administrator',
  'operator',
] as const;

type Role = (typeof ROLES)[number];

export function roleWord(t: ReturnType<typeof useIdentityTexts>, role: string): string {
  return (ROLES as readonly string[]).includes(role) ? t(`role_${role as Role}`) : role;
}

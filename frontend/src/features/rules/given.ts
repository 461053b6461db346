/** A rule file that another page hands over; it stays in memory and is taken once. */
let given: File | null = null;

export const giveRules = (file: File) => {
  given = file;
};

export function takeRules(): File | null {
  const taken = given;
  given = null;
  return taken;
}

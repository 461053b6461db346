/** The token of a mailed link: it stands after the `#`, so that it reaches no server and no log. */
import { useState } from 'react';

export function useLinkToken(): string {
  const [token] = useState(() => location.hash.slice(1));
  return token;
}

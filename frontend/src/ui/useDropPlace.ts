/** A place where files are dropped: shows that they may be let go here. */
import { type DragEvent, useState } from 'react';

export function useDropPlace(onDropped: (data: DataTransfer) => void) {
  const [over, setOver] = useState(false);
  return {
    className: `grid gap-3 rounded-md border border-dashed p-4 ${over ? 'border-brand bg-brand-soft' : 'border-edge bg-surface'}`,
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      onDropped(event.dataTransfer);
    },
  };
}

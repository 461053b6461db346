/** The camera, until it has read a QR or is closed; the picture never leaves the page. */
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../../ui/Button';
import { Icon } from '../../../ui/Icon';
import { useReceiptTexts } from './receiptTexts';
import { isCard, qrReader } from './scan';

const EVERY_MS = 200;

type Refusal = 'cameraDenied' | 'cameraMissing' | 'cameraRefused';

/** By the names of the standard: who said no is told what to allow, who has none is not asked to. */
function whyRefused(error: unknown): Refusal {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError') return 'cameraDenied';
  return name === 'NotFoundError' || name === 'OverconstrainedError'
    ? 'cameraMissing'
    : 'cameraRefused';
}

type CameraProps = { onText: (text: string) => void; onClose: () => void };

export function Camera({ onText, onClose }: CameraProps) {
  const t = useReceiptTexts();
  const video = useRef<HTMLVideoElement>(null);
  const place = useRef<HTMLElement>(null);
  const [refused, setRefused] = useState<Refusal | null>(null);
  const [other, setOther] = useState(false);
  const told = useRef(onText);
  told.current = onText;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let left = false;
    let stream: MediaStream | undefined;
    const stop = () => {
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    place.current?.focus({ preventScroll: true });
    place.current?.scrollIntoView?.({ block: 'nearest' });
    const look = async () => {
      const read = await qrReader();
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      const screen = video.current;
      if (left || !screen) return stop();
      screen.srcObject = stream;
      await screen.play();
      const again = async () => {
        const picture = await createImageBitmap(screen).catch(() => null);
        const text = picture && (await read(picture));
        picture?.close();
        if (left) return;
        if (text && isCard(text)) return told.current(text);
        if (text) setOther(true);
        timer = setTimeout(again, EVERY_MS);
      };
      await again();
    };
    look().catch((error) => left || setRefused(whyRefused(error)));
    return () => {
      left = true;
      clearTimeout(timer);
      stop();
    };
  }, []);
  return (
    <section
      ref={place}
      tabIndex={-1}
      className="card grid gap-3 p-4 outline-none"
      aria-label={t('camera')}
    >
      {refused ? (
        <p role="alert" className="flex max-w-prose gap-3">
          <Icon name="warning" className="mt-0.5 size-6 text-waiting" />
          <span>
            {t(refused)} {t('cameraElse')}
          </span>
        </p>
      ) : (
        <>
          <p role="status">{t(other ? 'cameraOther' : 'cameraHow')}</p>
          <video ref={video} playsInline muted className="w-full max-w-md rounded-md bg-sunken" />
        </>
      )}
      <Button className="justify-self-start" onClick={onClose}>
        {t('cameraClose')}
      </Button>
    </section>
  );
}

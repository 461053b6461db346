/**
 * Reads a QR from a picture: by the browser where it can (most phones), otherwise by the library `qr`, which is
 * fetched only then. A text that the browser's reader misread is tried again by the library.
 */

type Detector = { detect: (picture: ImageBitmapSource) => Promise<{ rawValue: string }[]> };
type DetectorMaker = {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats: () => Promise<readonly string[]>;
};

const FORMAT = 'qr_code';

async function native(): Promise<Detector | null> {
  const maker = (globalThis as { BarcodeDetector?: DetectorMaker }).BarcodeDetector;
  if (!maker) return null;
  const formats = await maker.getSupportedFormats().catch((): string[] => []);
  return formats.includes(FORMAT) ? new maker({ formats: [FORMAT] }) : null;
}

async function library(): Promise<Detector> {
  const { BarcodeDetector } = await import('qr/decode.js');
  return new BarcodeDetector();
}

const first = async (detector: Detector, picture: ImageBitmapSource) =>
  (await detector.detect(picture).catch(() => []))[0]?.rawValue ?? null;

/** Where a text of ours is expected, so that one with broken characters counts as unread. */
const OURS = /^terang\/card\/v1\n.*\n\u2014 /s;

/** Anything else, such as what a shop prints, is no card, however well it is read. */
export const isCard = (text: string) => text.startsWith('terang/card/v1\n');

export type Reader = (picture: ImageBitmapSource) => Promise<string | null>;

/** Made once for all pictures of a camera. */
export async function qrReader(): Promise<Reader> {
  const own = await native();
  if (!own) {
    const other = await library();
    return (picture) => first(other, picture);
  }
  return async (picture) => {
    const text = await first(own, picture);
    if (text === null || OURS.test(text)) return text;
    return (await first(await library(), picture)) ?? text;
  };
}

/** A large photograph is made smaller: the reader needs modules, not megapixels. */
const LONGEST = 2000;

export async function qrInFile(file: Blob): Promise<string | null> {
  const whole = await createImageBitmap(file).catch(() => null);
  if (!whole) return null;
  const scale = Math.min(1, LONGEST / Math.max(whole.width, whole.height));
  const picture =
    scale === 1
      ? whole
      : await createImageBitmap(whole, {
          resizeWidth: Math.round(whole.width * scale),
          resizeHeight: Math.round(whole.height * scale),
          resizeQuality: 'high',
        });
  const read = await qrReader();
  return read(picture);
}

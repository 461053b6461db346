/** Whether this page may open a camera: not over an unsafe connection, nor where site or browser forbid it. */

type Features = { featurePolicy?: { allowsFeature: (name: string) => boolean } };

export const hasCamera = () =>
  typeof navigator.mediaDevices?.getUserMedia === 'function' &&
  (document as Features).featurePolicy?.allowsFeature('camera') !== false;

/** The two figures of our line pattern, as SVG paths; the app's icons are drawn with them too. */

/** A closed outline that climbs in thread-sized steps, as weaving does. */
export function lozenge(cx: number, cy: number, reach: number, step: number): string {
  const count = Math.round(reach / step);
  let path = `M${cx} ${cy - reach}`;
  const corners = [
    [1, 1],
    [-1, 1],
    [-1, -1],
    [1, -1],
  ] as const;
  corners.forEach(([dx, dy], quarter) => {
    for (let i = 0; i < count; i += 1) {
      path += quarter % 2 === 0 ? `h${dx * step}v${dy * step}` : `v${dy * step}h${dx * step}`;
    }
  });
  return `${path}z`;
}

/** A bamboo shoot (pucuk rebung) standing on `base`, pointing up (-1) or down (1). */
export function shoot(cx: number, base: number, height: number, direction: 1 | -1): string {
  const steps = height / 2;
  let path = `M${cx - height} ${base}`;
  for (let i = 0; i < steps; i += 1) path += `h2v${direction * 2}`;
  for (let i = 0; i < steps; i += 1) path += `v${-direction * 2}h2`;
  return path;
}

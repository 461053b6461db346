/** A square code as the API draws it: dark modules on white whatever the theme, with the quiet zone that readers need. */
type Props = { code: { size: number; path: string }; label: string; className?: string };

export function QrCode({ code: { size, path }, label, className = 'size-40' }: Props) {
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`-4 -4 ${size + 8} ${size + 8}`}
      className={`bg-[#fff] text-[#000] ${className}`}
      shapeRendering="crispEdges"
    >
      <path d={path} fill="currentColor" />
    </svg>
  );
}

/** `/dev/ui`: every component with named examples, for looking and for axe; switch the theme in the footer. */
import { AppPage } from '../app/AppPage';
import { formExamples } from './formExamples';
import { showExamples } from './showExamples';

export type Example = {
  component: string;
  examples: { name: string; show: () => React.ReactNode }[];
};

export function Workshop() {
  return (
    <AppPage
      title="Komponen"
      lead="Setiap komponen dengan contoh bernama. Semua isi di halaman ini contoh."
      motif
      crumbs={[{ label: 'Beranda', to: '/' }, { label: 'Komponen' }]}
    >
      {[...formExamples, ...showExamples].map(({ component, examples }) => (
        <section
          key={component}
          className="grid grid-cols-[minmax(0,1fr)] gap-4 border-t border-line pt-6"
        >
          <h2 className="text-xl">{component}</h2>
          {examples.map(({ name, show: Show }) => (
            <div key={name} className="grid grid-cols-[minmax(0,1fr)] gap-2">
              <h3 className="text-sm font-semibold text-muted">{name}</h3>
              <Show />
            </div>
          ))}
        </section>
      ))}
    </AppPage>
  );
}

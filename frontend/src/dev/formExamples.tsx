/** Examples of what people fill in. */
import { useState } from 'react';
import { Button, LinkButton } from '../ui/Button';
import { FileDrop } from '../ui/FileDrop';
import { FinalAct } from '../ui/FinalAct';
import { Form } from '../ui/Form';
import { Checkbox, DateField, RadioGroup, Select, TextArea, TextInput } from '../ui/inputs';
import type { Example } from './Workshop';

function Text({ pointer, error }: { pointer: string; error?: string }) {
  const [value, set] = useState('');
  return (
    <TextInput
      pointer={pointer}
      label="NIK"
      hint="16 angka di kartu Anda."
      why={{
        purpose: 'memastikan satu orang satu lamaran',
        basis: 'contoh dasar hukum',
        kept: 'contoh masa simpan',
      }}
      required
      inputMode="numeric"
      error={error}
      value={value}
      onChange={set}
    />
  );
}

function Choices() {
  const [value, set] = useState('');
  const [pool, setPool] = useState('umum');
  const [tick, setTick] = useState(false);
  const [birth, setBirth] = useState('1995-08-17');
  const [note, setNote] = useState('');
  return (
    <div className="grid max-w-prose gap-6">
      <Select
        pointer="/ex/level"
        label="Jenjang pendidikan"
        required
        value={value}
        onChange={set}
        options={[
          { value: 's1', label: 'Sarjana (S-1)' },
          { value: 'd3', label: 'Diploma III' },
        ]}
      />
      <DateField
        pointer="/ex/birth"
        label="Tanggal lahir"
        hint="Seperti di kartu Anda."
        birth
        required
        value={birth}
        onChange={setBirth}
      />
      <RadioGroup
        pointer="/ex/pool"
        label="Jenis kebutuhan"
        required
        value={pool}
        onChange={setPool}
        options={[
          { value: 'umum', label: 'Umum' },
          {
            value: 'disabilitas',
            label: 'Penyandang disabilitas',
            hint: 'Perlu surat keterangan dokter.',
          },
        ]}
      />
      <Checkbox
        pointer="/ex/true"
        label="Isian ini benar."
        required
        checked={tick}
        onChange={setTick}
      />
      <TextArea pointer="/ex/note" label="Catatan" value={note} onChange={setNote} />
    </div>
  );
}

export const formExamples: Example[] = [
  {
    component: 'Button, LinkButton',
    examples: [
      {
        name: 'jenis',
        show: () => (
          <div className="flex flex-wrap gap-3">
            <Button kind="primary">Kirim lamaran</Button>
            <Button>Simpan draf</Button>
            <Button kind="quiet">Batal</Button>
            <Button kind="danger">Tarik lamaran</Button>
            <Button kind="primary" busy>
              Mengirim…
            </Button>
            <LinkButton to="/">Ke beranda</LinkButton>
          </div>
        ),
      },
    ],
  },
  {
    component: 'TextInput',
    examples: [
      { name: 'dengan alasan', show: () => <Text pointer="/ex/nik" /> },
      {
        name: 'dengan kesalahan',
        show: () => <Text pointer="/ex/nik_wrong" error="NIK harus 16 angka." />,
      },
    ],
  },
  {
    component: 'Select, DateField, RadioGroup, Checkbox, TextArea',
    examples: [{ name: 'kosong dan terisi', show: Choices }],
  },
  {
    component: 'FileDrop',
    examples: (
      [
        ['kosong', {}],
        ['mengunggah', { progress: 40 }],
        ['sudah diunggah', { file: { name: 'ijazah-contoh.pdf', bytes: 1_234_000 } }],
      ] as const
    ).map(([name, more], index) => ({
      name,
      show: () => (
        <FileDrop
          pointer={`/ex/file${index}`}
          label="Ijazah"
          required
          accept="application/pdf"
          kinds="PDF"
          maxBytes={2_000_000}
          onFile={() => {}}
          {...more}
        />
      ),
    })),
  },
  {
    component: 'Form, ProblemSummary',
    examples: [
      {
        name: 'masalah dengan isian',
        show: () => (
          <Form
            label="Contoh masalah"
            onSubmit={() => {}}
            problem={{
              status: 422,
              code: 'validation',
              title: 'Lamaran belum terkirim',
              detail: 'Perbaiki isian di bawah, lalu kirim lagi.',
              errors: [{ pointer: '/ex/nik_form', code: 'length', message: 'NIK harus 16 angka.' }],
              trace_id: '0193-contoh',
            }}
          >
            <Text pointer="/ex/nik_form" />
          </Form>
        ),
      },
    ],
  },
  {
    component: 'FinalAct',
    examples: [
      {
        name: 'kirim lamaran',
        show: () => (
          <FinalAct
            act="Kirim lamaran"
            running={false}
            problem={null}
            onAct={() => {}}
            willHappen={['Lamaran dibekukan seperti sekarang.', 'Anda mendapat tanda terima.']}
            toWhom="Lamaran Anda sendiri."
            recorded="Waktu pengiriman, tanpa nama Anda."
            cancel={
              <LinkButton to="/" kind="quiet">
                Batal, kembali
              </LinkButton>
            }
          />
        ),
      },
    ],
  },
];

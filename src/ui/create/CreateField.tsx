import { Choice, Tick } from '../components/Choice.tsx';
import { Field } from '../components/Field.tsx';
import { useStartMessages } from '../messages/context.ts';
import { fitBytes } from '../text/names.ts';
import { type CreateFields, type CreateProblems, NAME_BYTES, stepField } from './createForm.ts';
import { withTypedMoney } from './createMoney.ts';
import type { CreateFieldOf } from './fields.ts';

/** One field of the form, drawn as its description says. */
export function CreateField({
  field,
  fields,
  problems,
  onChange,
}: {
  field: CreateFieldOf;
  fields: CreateFields;
  problems: CreateProblems;
  onChange: (fields: CreateFields) => void;
}) {
  const m = useStartMessages();
  const t = m.landing.create;
  const label = field.label(t, fields, m);
  const note = field.note?.(t, fields, m);
  const { testId } = field;
  switch (field.kind) {
    case 'choice':
      return (
        <Choice
          label={label}
          value={fields[field.key]}
          options={field.options(m, fields)}
          note={note}
          onValue={(value) => onChange(field.choose(m, fields, value))}
          testId={testId}
        />
      );
    case 'tick':
      return (
        <Tick
          label={label}
          note={note}
          checked={fields[field.key]}
          onChecked={(checked) => onChange({ ...fields, [field.key]: checked })}
          testId={testId}
        />
      );
    case 'text':
      return (
        <Field
          label={label}
          value={fields[field.key]}
          onValue={(name) => onChange({ ...fields, [field.key]: fitBytes(name, NAME_BYTES) })}
          problem={problems[field.key]}
          note={note}
          testId={testId}
          maxLength={64}
          dir="auto"
        />
      );
    case 'number': {
      const { step } = field;
      return (
        <Field
          label={label}
          value={fields[field.key]}
          onValue={(value) =>
            onChange(withTypedMoney(fields, { ...fields, [field.key]: value }, navigator.languages))
          }
          problem={problems[field.key]}
          note={note}
          placeholder={field.placeholder?.(fields, m)}
          testId={testId}
          inputMode={step ? 'numeric' : 'decimal'}
          maxLength={16}
          {...(step && {
            stepper: {
              less: t.less(label),
              more: t.more(label),
              onStep: (by: 1 | -1) =>
                onChange({
                  ...fields,
                  [field.key]: stepField(fields[field.key], by, step.by, step.min, step.max),
                }),
            },
          })}
        />
      );
    }
  }
}

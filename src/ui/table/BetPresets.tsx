import { useState } from 'react';
import { Field } from '../components/Field.tsx';
import { useMessages } from '../messages/context.ts';
import { setPreferences, usePreferences } from '../platform/preferences.ts';
import { testIds } from '../testIds.ts';
import { readBigBlindPresets, readPotPresets } from '../text/betPresets.ts';

/** The bet sizes that have buttons; what cannot be read is said, and the last good ones stay. */
export function BetPresets() {
  const t = useMessages().presets;
  const { potPresets, preflopPresets } = usePreferences();
  const [pot, setPot] = useState(potPresets);
  const [preflop, setPreflop] = useState(preflopPresets);
  const goodPreflop = preflop.trim() === '' || readBigBlindPresets(preflop) !== undefined;
  return (
    <>
      <Field
        label={t.pot}
        value={pot}
        onValue={(text) => {
          setPot(text);
          if (readPotPresets(text)) setPreferences({ potPresets: text });
        }}
        problem={readPotPresets(pot) ? undefined : t.problem}
        note={t.potNote}
        maxLength={40}
        testId={testIds.presetsPot}
      />
      <Field
        label={t.preflop}
        value={preflop}
        onValue={(text) => {
          setPreflop(text);
          const empty = text.trim() === '';
          if (empty || readBigBlindPresets(text)) setPreferences({ preflopPresets: empty ? '' : text });
        }}
        problem={goodPreflop ? undefined : t.problem}
        note={t.preflopNote}
        placeholder="2.5 3 4"
        maxLength={40}
        testId={testIds.presetsPreflop}
      />
    </>
  );
}

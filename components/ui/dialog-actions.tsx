import { Button } from './button';
import type { ButtonStyle } from './button-style';
import { ShortcutKeys } from './shortcut-keys';

type Props = {
  confirm: string;
  intent?: ButtonStyle['intent'];
  /** How to leave without doing it. */
  cancel?: string | undefined;
  busy: boolean;
  onCancel: () => void;
};

/** The last line of a form within a dialog: cancel, and the button that submits it. */
export function DialogActions({ confirm, intent = 'primary', cancel = 'Cancel', busy, onCancel }: Props) {
  return (
    <div className="-mx-5 -mb-4 mt-5 flex items-center justify-end gap-2 border-t bg-panel px-5 py-3">
      <Button intent="quiet" size="large" onClick={onCancel}>
        {cancel}
      </Button>
      <Button type="submit" intent={intent} size="large" busy={busy}>
        {confirm}
        <span aria-hidden className="phone:hidden">
          <ShortcutKeys keys="mod+↵" bare />
        </span>
      </Button>
    </div>
  );
}

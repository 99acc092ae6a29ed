import { CopyButton } from '../ui/copy-button';
import { shortId } from '../ui/short-id.model';

/** An instance's id, short, with the whole of it a press or a hover away. */
export function IdCell({ instanceId }: { instanceId: string }) {
  return (
    <td className="flex min-w-0 items-center gap-1 max-lg:hidden phone:order-4 phone:flex">
      <span title={instanceId} className="relative truncate font-mono text-muted phone:text-faint">
        {shortId(instanceId)}
      </span>
      <CopyButton
        text={instanceId}
        label={`Copy id ${instanceId}`}
        className="relative opacity-0 focus-visible:opacity-100 group-hover/row:opacity-100 phone:hidden"
      />
    </td>
  );
}

/** Whether the time of a slice is over. */
import type { SliceLimits } from '../../runs/run.ts';
import type { Services } from '../../services.ts';

export function isOver({ clock }: Pick<Services, 'clock'>, { until, signal }: SliceLimits): boolean {
  return signal.aborted || clock().getTime() >= until;
}
